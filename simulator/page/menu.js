// A small menu at a button: opened by a tap or the keyboard, closed by Escape, a choice or a tap elsewhere.

import { element } from "./dom.js";

/** `choices()` gives rows: { label, action, checked?, disabled? } or { emoji: [...], action(emoji) }. */
export function attachMenu(opener, choices) {
  opener.setAttribute("aria-haspopup", "menu");
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", () => {
    if (opener.getAttribute("aria-expanded") === "true") return;
    open(opener, choices());
  });
}

function open(opener, rows) {
  const menu = element("div", { class: "menu", role: "menu" });
  const close = () => closeMenu(opener, menu);
  menu.append(...rows.flatMap((row) => (row.emoji ? [emojiRow(row, close)] : [choice(row, close)])));
  menu.addEventListener("keydown", (event) => move(event, menu, close));
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget)) setTimeout(close, 120);
  });
  opener.setAttribute("aria-expanded", "true");
  document.body.append(menu);
  place(menu, opener);
  menu.querySelector("button:not(:disabled)")?.focus();
}

function closeMenu(opener, menu) {
  if (!menu.isConnected) return;
  const inside = menu.contains(document.activeElement) || document.activeElement === document.body;
  menu.remove();
  opener.setAttribute("aria-expanded", "false");
  if (inside && opener.isConnected) opener.focus();
}

function choice(row, close) {
  const role = row.checked === undefined ? "menuitem" : "menuitemcheckbox";
  const checked = row.checked === undefined ? null : String(row.checked);
  const onclick = () => {
    close();
    row.action();
  };
  return element("button", { type: "button", role, "aria-checked": checked, disabled: row.disabled, onclick }, row.label);
}

function emojiRow(row, close) {
  const made = element("div", { class: "emoji", role: "group", "aria-label": "Reaksi" });
  for (const emoji of row.emoji) {
    const onclick = () => {
      close();
      row.action(emoji);
    };
    made.append(element("button", { type: "button", role: "menuitem", "aria-label": `Reaksi ${emoji}`, onclick }, emoji));
  }
  return made;
}

function move(event, menu, close) {
  if (event.key === "Escape") close();
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...menu.querySelectorAll("button:not(:disabled)")];
  all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
}

function place(menu, opener) {
  const at = opener.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.right - width, innerWidth - width - 8));
  const below = at.bottom + height + 8 < innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`;
}
