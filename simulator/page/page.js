// Shows every chat as a phone and lets a person press, write and send. Waits at /_sim/state for what changes.

import { mountPanels } from "/panels.js";

const phones = new Map();
const changes = new EventTarget();
let revision = -1;

const byId = (id) => document.getElementById(id);

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

async function send(path, body) {
  const form = body instanceof FormData;
  const options = { method: "POST", body: form ? body : JSON.stringify(body || {}) };
  if (!form) options.headers = { "Content-Type": "application/json" };
  const response = await fetch(path, options);
  if (!response.ok) say(`Tidak bisa: ${(await response.json()).error}`);
}

function say(text) {
  byId("status").textContent = text;
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const unit = bytes < 1048576 ? [1024, "KB"] : [1048576, "MB"];
  return `${(bytes / unit[0]).toLocaleString("id-ID", { maximumFractionDigits: 1 })} ${unit[1]}`;
}

function moment(iso) {
  return new Date(iso).toLocaleString("id-ID", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}

function showFile(message) {
  const path = `/_sim/files/${encodeURIComponent(message.file.file_id)}`;
  const link = element("a", "file");
  link.href = path;
  if (message.is_photo) {
    const picture = element("img", "picture");
    picture.src = path;
    picture.alt = message.text || "Foto";
    picture.loading = "lazy";
    link.append(picture);
  } else {
    link.textContent = `${message.file.name} (${size(message.file.size)})`;
    link.download = message.file.name;
  }
  return link;
}

function showButton(chat, message, button, row, column) {
  if (button.url && /^https?:/.test(button.url)) {
    const link = element("a", button.style || "", `${button.label} ↗`);
    link.href = button.url;
    link.rel = "noopener noreferrer";
    link.target = "_blank";
    return link;
  }
  const made = element("button", button.style || "", button.label);
  made.type = "button";
  made.addEventListener("click", () => send(`/_sim/chats/${chat.id}/press`, { message_id: message.id, row, column }));
  return made;
}

function meta(message) {
  const marks = [message.reactions.join(" "), message.silent ? "senyap" : "", message.edited ? "diedit" : ""];
  return [...marks, moment(message.edited || message.date)].filter(Boolean).join(" · ");
}

function showMessage(chat, message) {
  const made = element("article", message.from_bot ? "message" : "message mine");
  const bubble = element("div", "bubble");
  const replied = chat.messages.find((other) => other.id === message.reply_to);
  if (replied) bubble.append(element("div", "quote", replied.text || replied.file?.name || ""));
  if (message.file) bubble.append(showFile(message));
  const text = element("div", "text");
  text.innerHTML = message.html; // made by the server, which escapes everything but its own few tags
  bubble.append(text, element("p", "meta", meta(message)));
  made.append(bubble);
  message.buttons.forEach((buttons, row) => {
    const line = element("div", "row");
    line.append(...buttons.map((button, column) => showButton(chat, message, button, row, column)));
    made.append(line);
  });
  return made;
}

function showKeyboard(phone, chat) {
  const rows = chat.keyboard.map((labels) => {
    const line = element("div", "row");
    labels.forEach((label) => {
      const made = element("button", "", label);
      made.type = "button";
      made.addEventListener("click", () => send(`/_sim/chats/${chat.id}/press`, { label }));
      line.append(made);
    });
    return line;
  });
  phone.querySelector(".keyboard").replaceChildren(...rows);
}

function showToast(phone, chat) {
  const known = Number(phone.dataset.toasts ?? chat.toast_count);
  phone.dataset.toasts = chat.toast_count;
  const last = chat.toasts.at(-1);
  if (chat.toast_count <= known || !last) return;
  const toast = phone.querySelector(".toast");
  toast.textContent = last.text;
  toast.hidden = false;
  clearTimeout(Number(toast.dataset.timer));
  toast.dataset.timer = setTimeout(() => { toast.hidden = true; }, last.alert ? 8000 : 3500);
}

function situation(chat) {
  if (chat.deactivated) return "akun dihapus";
  if (chat.blocked) return "memblokir bot";
  return chat.started ? "" : "belum memulai";
}

function make(chat) {
  const phone = byId("phone-template").content.firstElementChild.cloneNode(true);
  const form = phone.querySelector(".write");
  const text = form.elements.text;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!text.value.trim()) return;
    send(`/_sim/chats/${chat.id}/say`, { text: text.value });
    text.value = "";
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.querySelector("input[type=file]").addEventListener("change", (event) => {
    const body = new FormData();
    body.append("file", event.target.files[0]);
    send(`/_sim/chats/${chat.id}/upload`, body);
    event.target.value = "";
  });
  phone.querySelector(".start").addEventListener("click", () => send(`/_sim/chats/${chat.id}/start`));
  phone.querySelector(".block").addEventListener("click", () => {
    send(`/_sim/chats/${chat.id}/${phone.dataset.blocked === "true" ? "unblock" : "block"}`);
  });
  byId("phones").append(phone);
  phones.set(chat.id, phone);
  return phone;
}

function show(chat) {
  const phone = phones.get(chat.id) || make(chat);
  const list = phone.querySelector(".messages");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  phone.dataset.blocked = chat.blocked;
  phone.setAttribute("aria-label", chat.name);
  phone.querySelector(".name").textContent = chat.name;
  phone.querySelector(".state").textContent = situation(chat);
  phone.querySelector(".block").textContent = chat.blocked ? "Buka blokir" : "Blokir";
  phone.querySelector(".block").hidden = !chat.started || chat.deactivated;
  phone.querySelector(".start").hidden = chat.started || chat.deactivated;
  phone.querySelector(".write").hidden = !chat.started || chat.blocked || chat.deactivated;
  list.replaceChildren(...chat.messages.map((message) => showMessage(chat, message)));
  if (atEnd) list.scrollTop = list.scrollHeight;
  showKeyboard(phone, chat);
  showToast(phone, chat);
}

async function follow() {
  for (;;) {
    try {
      const response = await fetch(`/_sim/state?since=${revision}&seconds=25`);
      const state = await response.json();
      if (state.revision < revision) location.reload();
      revision = state.revision;
      byId("bot").textContent = `${state.bot.first_name} (@${state.bot.username})`;
      state.chats.forEach(show);
      changes.dispatchEvent(new Event("change"));
      say("Tersambung");
    } catch {
      say("Terputus, mencoba lagi …");
      await new Promise((resolve) => { setTimeout(resolve, 1000); });
    }
  }
}

byId("new-person").addEventListener("submit", (event) => {
  event.preventDefault();
  send("/_sim/people", { name: event.target.elements.name.value });
  event.target.reset();
});
mountPanels(byId("panels"), changes, (id) => phones.get(id)?.scrollIntoView({ inline: "center" }));
follow();
