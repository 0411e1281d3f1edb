// A window over the page, closed by its button, by Escape or by a tap beside it.

import { button, element } from "./dom.js";

export function openDialog(title, ...content) {
  const head = element("div", "dialog-head", element("h2", {}, title), button("", "Tutup", () => dialog.close()));
  const dialog = element("dialog", { class: "window", "aria-label": title }, head, ...content);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function labelled(label, field) {
  return element("label", "field", element("span", {}, label), field);
}
