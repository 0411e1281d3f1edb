// Deep links: t.me/<bot>?start=<code>, their QR, and the phone in which one is opened.

import { openDialog, labelled } from "./dialogs.js";
import { avatar, button, element } from "./dom.js";
import { act, copy, notice } from "./server.js";

let bot = { username: "" };

export function setBot(given) {
  bot = given;
}

/** An address that opens this bot, rather than a page. */
export function isBotLink(address) {
  return readLink(address) !== null;
}

function readLink(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const mine = url.pathname.slice(1).toLowerCase() === bot.username.toLowerCase();
  return /^(t|telegram)\.me$/.test(url.hostname) && mine ? url.searchParams.get("start") ?? "" : null;
}

function linkOf(code) {
  return `https://t.me/${bot.username}${code ? `?start=${encodeURIComponent(code)}` : ""}`;
}

export function openLinkDialog(phones, address = "") {
  const code = element("input", { type: "text", value: readLink(address) ?? "", autocomplete: "off", spellcheck: "false", placeholder: "boleh kosong" });
  const picture = element("img", { class: "qr", alt: "Kode QR dari tautan", width: "220", height: "220" });
  const written = element("code", "link");
  const copyButton = button("", "Salin tautan", async () => (await copy(written.textContent)) && notice("Tautan disalin."));
  const show = () => {
    const link = linkOf(codeOf(code.value));
    written.textContent = link;
    picture.src = `/_sim/qr?text=${encodeURIComponent(link)}`;
  };
  code.addEventListener("input", show);
  show();
  const dialog = openDialog("Tautan /start", labelled("Kode atau tautan", code), picture, element("div", "linkrow", written, copyButton),
    element("p", "hint", "Buka tautan ini di telepon:"), choosePhone(phones, () => codeOf(code.value), () => dialog.close()));
}

/** People paste a whole link as readily as its code. */
function codeOf(typed) {
  return readLink(typed.trim()) ?? typed.trim();
}

function choosePhone(phones, code, close) {
  const list = element("div", "chips");
  for (const phone of phones.values()) {
    const onclick = async () => {
      close();
      await act(phone.id, "start", { payload: code() });
      phone.people.show(phone.id);
    };
    list.append(element("button", { type: "button", class: "chip", onclick }, avatar(phone.chat), element("span", {}, phone.chat.name)));
  }
  return list;
}
