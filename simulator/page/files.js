// Photos and documents: a picture opens large, a document is opened or downloaded, its size beside it.

import { element, icon } from "./dom.js";
import { size } from "./format.js";

const OPENED = ["application/pdf", "image/png", "image/jpeg", "image/gif", "text/plain"];
const HIGHEST = 320;

export function showFile(message) {
  return message.is_photo ? photo(message) : showDocument(message.file);
}

function address(file) {
  return `/_sim/files/${encodeURIComponent(file.file_id)}`;
}

function photo(message) {
  const { width, height } = message.file;
  const scale = Math.min(1, HIGHEST / height);
  const shown = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const alt = message.text ? `Foto: ${message.text.slice(0, 80)}` : "Foto";
  const picture = element("img", { src: address(message.file), alt, loading: "lazy", ...shown });
  return element("button", { type: "button", class: "photo", onclick: () => enlarge(message) }, picture);
}

function enlarge(message) {
  const picture = element("img", { src: address(message.file), alt: message.text || "Foto" });
  const save = element("a", { href: address(message.file), download: "foto.jpg", class: "action" }, "Unduh");
  const close = element("button", { type: "button", onclick: () => dialog.close() }, "Tutup");
  const dialog = element("dialog", { class: "picture", "aria-label": "Foto" }, picture, element("div", "actions", save, close));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

function showDocument(file) {
  const ending = file.name.includes(".") ? file.name.split(".").pop().slice(0, 4) : "?";
  const sign = element("span", { class: `sign ${ending.toLowerCase()}`, "aria-hidden": "true" }, ending.toUpperCase());
  const actions = element("span", "actions", element("span", "size", size(file.size)));
  if (OPENED.includes(file.mime)) actions.append(link(file, "Buka", { href: `${address(file)}?open=1`, target: "_blank", rel: "noopener" }));
  actions.append(link(file, "Unduh", { href: address(file), download: file.name }));
  return element("div", "document", sign, element("span", "about", element("span", "filename", file.name), actions));
}

function link(file, label, attributes) {
  return element("a", { ...attributes, "aria-label": `${label} ${file.name}` }, label);
}

/** What is about to be sent, above the field where its caption is written. */
export function preview(file, isPhoto) {
  if (!isPhoto) return element("span", { class: "sign", "aria-hidden": "true" }, icon("attach"));
  const picture = element("img", { alt: "", src: URL.createObjectURL(file) });
  picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
  return picture;
}
