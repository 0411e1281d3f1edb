// Fills one message: whom it answers, its picture or document, its text, its time, its buttons and its reactions.

import { element, iconButton } from "./dom.js";
import { showFile } from "./files.js";
import { day, moment, time } from "./format.js";
import { buttonRow } from "./keyboard.js";
import { isBotLink } from "./links.js";
import { attachMenu } from "./menu.js";
import { act, copy, notice } from "./server.js";

const START = /^\/start \S+$/; // its code is not shown, as on a real phone
const EMOJI = ["👍", "❤", "🔥", "🎉", "😁", "🙏"];

export function fillMessage(item, phone, message) {
  item.classList.toggle("keyed", message.buttons.length > 0);
  item.replaceChildren(element("div", "day", day(message.date)), bubble(phone, message));
  for (const buttons of message.buttons) item.append(buttonRow(phone, message, buttons));
}

function bubble(phone, message) {
  const tight = message.html && !message.reactions.length; // the time stands on the last line of the text
  const made = element("div", ["bubble", tight && "tight", marksOf(message) && "marked"].filter(Boolean).join(" "));
  if (message.forwarded) made.append(element("p", "origin", "Diteruskan"));
  if (message.reply_to) made.append(quote(phone, message.reply_to));
  if (message.file) made.append(showFile(message));
  if (message.html) made.append(text(phone, message));
  made.append(foot(phone, message), choices(phone, message));
  return made;
}

function quote(phone, id) {
  const replied = phone.log.messages.get(id);
  const words = replied ? replied.text || replied.file?.name || "Foto" : "Pesan sebelumnya";
  const onclick = () => phone.log.show(id);
  const author = replied && !replied.from_bot ? phone.chat.name : phone.bot.first_name;
  return element("button", { type: "button", class: "quote", onclick }, element("strong", {}, author), element("span", {}, words));
}

function text(phone, message) {
  if (!message.from_bot && START.test(message.text)) return element("div", { class: "text", title: message.text }, "/start");
  const made = element("div", "text");
  made.innerHTML = message.html; // made by the server, which escapes everything but its own few tags
  for (const block of made.querySelectorAll("blockquote, pre")) endLine(block);
  for (const link of made.querySelectorAll("a")) wireLink(link);
  for (const command of made.querySelectorAll(".command")) wireCommand(phone, command);
  for (const spoiler of made.querySelectorAll("tg-spoiler")) wire(spoiler, () => spoiler.classList.toggle("open"));
  for (const long of made.querySelectorAll("blockquote[expandable]")) wire(long, () => long.classList.toggle("open"));
  for (const block of made.querySelectorAll("pre")) block.tabIndex = 0; // it scrolls
  for (const code of made.querySelectorAll("code")) wire(code, () => copyText(code.textContent));
  return made;
}

/** A block ends its own line, so that the line break after it shows no empty one. */
function endLine(block) {
  const after = block.nextSibling;
  if (after?.nodeType === Node.TEXT_NODE) after.data = after.data.replace(/^\n/, "");
}

/** Makes something of the text answer to a tap and to the keyboard. */
function wire(part, action) {
  part.tabIndex = 0;
  part.setAttribute("role", "button");
  part.addEventListener("click", action);
  part.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    action();
  });
}

function wireCommand(phone, command) {
  wire(command, () => act(phone.id, "say", { text: command.textContent }));
}

function wireLink(link) {
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  if (!isBotLink(link.href)) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    link.dispatchEvent(new CustomEvent("botlink", { bubbles: true, detail: link.href }));
  });
}

async function copyText(words) {
  if (await copy(words)) notice("Teks disalin.");
}

function marksOf(message) {
  return [message.silent && message.from_bot && "senyap", message.edited && "diedit"].filter(Boolean).join(" · ");
}

function foot(phone, message) {
  const at = element("time", { datetime: message.date, title: moment(message.edited || message.date) }, time(message.date));
  return element("div", "foot", reactions(phone, message), element("span", "marks", marksOf(message)), at);
}

function reactions(phone, message) {
  const made = element("span", "reactions");
  for (const emoji of new Set(message.reactions)) {
    const count = message.reactions.filter((other) => other === emoji).length;
    const own = message.own_reaction === emoji;
    const onclick = () => act(phone.id, "react", { message_id: message.id, emoji: own ? "" : emoji });
    const label = `Reaksi ${emoji}`;
    made.append(element("button", { type: "button", class: own ? "own" : "", onclick, "aria-label": label }, count > 1 ? `${emoji} ${count}` : emoji));
  }
  return made;
}

function choices(phone, message) {
  const opener = iconButton("chevron", "Pilihan untuk pesan ini");
  opener.classList.add("opener");
  attachMenu(opener, () => [
    { emoji: EMOJI, action: (emoji) => act(phone.id, "react", { message_id: message.id, emoji }) },
    { label: "Balas", action: () => phone.compose.reply(message) },
    { label: "Salin teks", disabled: !message.text, action: () => copyText(message.text) },
    { label: "Sunting", disabled: message.from_bot || !message.text, action: () => phone.compose.edit(message) },
  ]);
  return opener;
}
