// Where a person writes: text, a reply, a correction, a file with its caption, commands and the reply keyboard.

import { CommandList } from "./commands.js";
import { element, iconButton } from "./dom.js";
import { preview } from "./files.js";
import { size } from "./format.js";
import { replyKeyboard } from "./keyboard.js";
import { act } from "./server.js";

const PICTURES = ["image/png", "image/jpeg", "image/gif"];

export class Compose {
  constructor(phone) {
    this.phone = phone;
    this.build();
    this.wire();
  }

  build() {
    this.strip = element("div", { class: "strip", hidden: true });
    this.picker = element("input", { type: "file", tabindex: "-1", "aria-hidden": "true", hidden: true });
    this.field = element("textarea", { rows: "1", placeholder: "Tulis pesan", "aria-label": `Tulis pesan sebagai ${this.phone.chat.name}` });
    this.keyboardButton = iconButton("keyboard", "Papan tombol", () => this.toggleKeyboard(), { hidden: true });
    this.keys = element("div", { class: "keys", hidden: true });
    this.commands = new CommandList(this.phone, this.field);
    const attach = iconButton("attach", "Kirim berkas atau foto", () => this.picker.click());
    const send = element("button", { class: "icon send", title: "Kirim", "aria-label": "Kirim" });
    send.append(...iconButton("send", "").childNodes);
    this.form = element("form", "write", this.commands.opener, attach, this.picker, this.field, this.keyboardButton, send);
    this.element = element("div", "compose", this.commands.element, this.strip, this.form, this.keys);
  }

  wire() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("input", () => this.fit());
    this.field.addEventListener("paste", (event) => this.take(event.clipboardData.files, event));
    this.picker.addEventListener("change", () => {
      this.take(this.picker.files);
      this.picker.value = "";
    });
  }

  apply(chat) {
    this.element.hidden = !chat.started || chat.blocked || chat.deactivated;
    this.commands.apply(chat.commands);
    this.showKeyboard(chat.keyboard);
    this.showForceReply();
  }

  onKey(event) {
    if (event.key === "Escape" && this.mode) this.leave();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.send();
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 140)}px`;
  }

  // What is sent

  async send() {
    const text = this.field.value.trim();
    const mode = this.mode;
    if (!text && mode?.kind !== "file") return;
    this.field.value = "";
    this.fit();
    this.leave();
    if (await this.deliver(mode, text)) return;
    this.field.value ||= text; // nothing typed is lost
    this.fit();
  }

  deliver(mode, text) {
    if (mode?.kind === "file") return this.deliverFile(mode, text);
    if (mode?.kind === "edit") return act(this.phone.id, "edit", { message_id: mode.message.id, text });
    const started = /^\/start(?: (\S+))?$/.exec(text);
    if (started) return act(this.phone.id, "start", { payload: started[1] });
    return act(this.phone.id, "say", { text, reply_to: mode?.message.id });
  }

  deliverFile(mode, caption) {
    const body = new FormData();
    body.append("file", mode.file);
    if (caption) body.append("caption", caption);
    return act(this.phone.id, mode.asPhoto ? "photo" : "upload", body);
  }

  // Reply, correction, file: one of them at a time, told in a strip above the field

  reply(message) {
    this.enter({ kind: "reply", message }, "Membalas", message.text || message.file?.name || "Foto");
  }

  edit(message) {
    this.enter({ kind: "edit", message }, "Menyunting", message.text);
    this.field.value = message.text;
    this.fit();
  }

  enter(mode, title, words, sign = null) {
    this.mode = mode;
    const about = element("span", "about", element("strong", {}, title), element("span", {}, words));
    this.strip.replaceChildren(...[sign, about, this.asPhotoBox(mode), iconButton("close", "Batal", () => this.leave())].filter(Boolean));
    this.strip.hidden = false;
    if (mode.focus !== false) this.field.focus();
  }

  leave() {
    if (this.mode?.kind === "edit") this.field.value = "";
    if (this.mode?.forced) this.dismissed = this.mode.message.id;
    this.mode = null;
    this.strip.hidden = true;
    this.strip.replaceChildren();
    this.field.placeholder = this.placeholder || "Tulis pesan";
  }

  asPhotoBox(mode) {
    if (mode.kind !== "file" || !PICTURES.includes(mode.file.type)) return null;
    const box = element("input", { type: "checkbox", checked: mode.asPhoto });
    box.addEventListener("change", () => { mode.asPhoto = box.checked; });
    return element("label", "as-photo", box, "sebagai foto");
  }

  take(files, event = null) {
    if (!files.length) return;
    event?.preventDefault();
    const asPhoto = PICTURES.includes(files[0].type);
    const mode = { kind: "file", file: files[0], asPhoto };
    this.enter(mode, files[0].name || "gambar", size(files[0].size), preview(files[0], asPhoto));
  }

  acceptDrops(place) {
    place.addEventListener("dragover", (event) => {
      if (this.element.hidden || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      place.classList.add("dropping");
    });
    place.addEventListener("dragleave", (event) => {
      if (!place.contains(event.relatedTarget)) place.classList.remove("dropping");
    });
    place.addEventListener("drop", (event) => {
      place.classList.remove("dropping");
      if (!this.element.hidden) this.take(event.dataTransfer.files, event);
    });
  }

  // What the bot asks for

  showKeyboard(keyboard) {
    const written = JSON.stringify(keyboard);
    if (written === this.written) return;
    this.written = written;
    this.keyboardButton.hidden = !keyboard;
    this.placeholder = keyboard?.placeholder;
    if (!this.mode) this.field.placeholder = this.placeholder || "Tulis pesan";
    this.keys.replaceChildren(...replyKeyboard(this.phone, keyboard?.rows ?? [], () => keyboard.one_time && this.toggleKeyboard(false)));
    this.toggleKeyboard(Boolean(keyboard));
  }

  toggleKeyboard(shown = this.keys.hidden) {
    this.keys.hidden = !shown;
    this.keyboardButton.setAttribute("aria-expanded", String(shown));
  }

  /** A bot that forces a reply has the field answer that message, until it is answered or put aside. */
  showForceReply() {
    const last = [...this.phone.log.messages.values()].at(-1);
    const forced = last?.force_reply && last.id !== this.dismissed;
    if (!forced && this.mode?.forced) this.leave();
    if (!forced || this.mode) return;
    this.enter({ kind: "reply", message: last, forced: true, focus: false }, "Membalas", last.text);
    if (last.placeholder) this.field.placeholder = last.placeholder;
  }
}
