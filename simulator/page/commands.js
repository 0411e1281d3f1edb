// The commands a bot offers in this chat: behind the menu button, and while "/" is typed.

import { element, iconButton } from "./dom.js";
import { act } from "./server.js";

export class CommandList {
  constructor(phone, field) {
    this.phone = phone;
    this.field = field;
    this.commands = [];
    this.opener = iconButton("menu", "Perintah", () => this.toggle(), { hidden: true, "aria-expanded": "false" });
    this.element = element("div", { class: "commands", role: "menu", "aria-label": "Perintah", hidden: true });
    field.addEventListener("input", () => this.offer());
    field.addEventListener("keydown", (event) => this.onFieldKey(event));
    this.element.addEventListener("keydown", (event) => this.onKey(event));
  }

  apply(commands) {
    this.commands = commands;
    this.opener.hidden = !commands.length;
    if (!commands.length) this.hide();
  }

  toggle() {
    if (this.element.hidden) this.show(this.commands, true);
    else this.hide();
  }

  offer() {
    const typed = /^\/(\w*)$/.exec(this.field.value);
    const fitting = typed ? this.commands.filter(({ command }) => command.startsWith(typed[1])) : [];
    if (fitting.length) this.show(fitting, false);
    else this.hide();
  }

  show(commands, focus) {
    this.element.replaceChildren(...commands.map((given) => this.row(given)));
    this.element.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    if (focus) this.element.firstElementChild.focus();
  }

  row({ command, description }) {
    const onclick = () => {
      this.hide();
      this.field.value = "";
      this.field.focus();
      act(this.phone.id, "say", { text: `/${command}` });
    };
    return element("button", { type: "button", role: "menuitem", onclick }, element("strong", {}, `/${command}`), element("span", {}, description));
  }

  hide() {
    this.element.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  onFieldKey(event) {
    if (this.element.hidden) return;
    if (event.key === "Escape") this.hide();
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    (event.key === "ArrowUp" ? this.element.lastElementChild : this.element.firstElementChild).focus();
  }

  onKey(event) {
    const row = document.activeElement;
    const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
    if (event.key === "Escape") this.hide();
    if (event.key === "Escape" || (!next && event.key.startsWith("Arrow"))) this.field.focus();
    if (next) next.focus();
    if (event.key.startsWith("Arrow")) event.preventDefault();
  }
}
