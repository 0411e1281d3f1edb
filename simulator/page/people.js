// The row of people: who has unread messages, and whether all phones are shown or one.

import { avatar, byId, element } from "./dom.js";
import { drawSeen } from "./drawing.js";

export class People {
  constructor(phones) {
    this.phones = phones;
    this.chips = new Map();
    this.all = element("button", { type: "button", class: "chip", onclick: () => this.choose(null) }, "Semua");
    this.chosen = Number(location.hash.slice(1)) || null;
    byId("people").append(this.all);
    window.addEventListener("hashchange", () => this.choose(Number(location.hash.slice(1)) || null));
  }

  get unread() {
    return [...this.phones.values()].reduce((sum, phone) => sum + phone.unread, 0);
  }

  /** Only this person's phone, or everybody's with null. */
  choose(id) {
    this.chosen = id;
    history.replaceState(null, "", id ? `#${id}` : "#");
    this.refresh();
    drawSeen();
    if (id) this.phones.get(id)?.read();
  }

  toggle(id) {
    const before = this.chosen;
    this.choose(before === id ? null : id);
    if (before === id) this.show(id);
    this.phones.get(id)?.growButton.focus();
  }

  /** Brings a phone into view: in its place among all, or instead of the one shown; `still` moves nothing but phones. */
  show(id, still = false) {
    const phone = this.phones.get(id);
    if (!phone) return;
    if (this.chosen) this.choose(id);
    if (still) centre(phone.element);
    else phone.element.scrollIntoView({ behavior: "smooth", inline: "center", block: "nearest" });
    phone.element.classList.remove("pointed");
    requestAnimationFrame(() => phone.element.classList.add("pointed"));
  }

  refresh() {
    if (this.chosen && this.phones.size && !this.phones.has(this.chosen)) this.chosen = null;
    byId("phones").classList.toggle("one", this.chosen !== null);
    this.all.setAttribute("aria-pressed", String(this.chosen === null));
    for (const id of this.chips.keys()) if (!this.phones.has(id)) this.drop(id);
    for (const phone of this.phones.values()) this.refreshOne(phone);
  }

  refreshOne(phone) {
    const chosen = this.chosen === phone.id;
    phone.element.hidden = this.chosen !== null && !chosen;
    phone.showGrown();
    const chip = this.chips.get(phone.id) ?? this.add(phone);
    chip.setAttribute("aria-pressed", String(chosen));
    const badge = chip.querySelector(".badge");
    badge.replaceChildren(String(phone.unread), element("span", "unseen", " belum dibaca"));
    badge.hidden = !phone.unread;
  }

  add(phone) {
    const badge = element("span", { class: "badge", hidden: true });
    const note = phone.chat.note && element("small", {}, phone.chat.note);
    const name = element("span", "who", phone.chat.name, " ", note);
    const onclick = () => {
      this.choose(phone.id);
      phone.element.scrollIntoView({ block: "nearest" }); // on a small screen the stage stands above it
    };
    const chip = element("button", { type: "button", class: "chip", onclick }, avatar(phone.chat), name, badge);
    this.chips.set(phone.id, chip);
    byId("people").append(chip);
    return chip;
  }

  drop(id) {
    this.chips.get(id).remove();
    this.chips.delete(id);
  }
}

function centre(element) {
  const row = element.parentElement;
  row.scrollTo({ left: element.offsetLeft - row.offsetLeft - (row.clientWidth - element.clientWidth) / 2, behavior: "smooth" });
}
