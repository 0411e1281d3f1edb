// The messages of one phone: the last screenful at first, older ones as the person scrolls up, days between them.

import { button, element, icon } from "./dom.js";
import { day } from "./format.js";
import { fillMessage } from "./message.js";

const OLDER = 30; // messages asked for at a time
const MOST = 160; // shown at a time while the person looks at the end
const KEPT = 60;
const NEAR = 300; // pixels from the top at which older messages are asked for

export class Log {
  constructor(phone) {
    this.phone = phone;
    this.items = new Map(); // message id -> its element, oldest first
    this.messages = new Map();
    this.list = element("div", "items");
    this.jump = button("jump", icon("down"), () => this.toEnd(), { hidden: true, "aria-label": "Ke pesan terbaru" });
    this.scroller = element("div", { class: "log", role: "log", tabindex: "0", "aria-label": `Percakapan ${phone.chat.name}` }, this.list);
    this.element = element("div", "wall", this.scroller, this.jump);
    this.scroller.addEventListener("scroll", () => this.onScroll(), { passive: true });
  }

  get size() {
    return this.items.size;
  }

  get oldest() {
    return this.items.keys().next().value;
  }

  get atEnd() {
    return this.scroller.scrollTop > -40; // the list is laid out from its end
  }

  /** Returns the messages that are new at the end. */
  apply(chat) {
    const newest = [...this.items.keys()].at(-1) ?? 0;
    if (chat.anew) this.clear();
    const arrived = chat.messages.filter((message) => this.put(message, chat.first) && message.id > newest);
    for (const id of chat.deleted) this.remove(id);
    this.first = chat.first;
    if (arrived.some((message) => !message.from_bot)) this.toEnd();
    this.trim();
    requestAnimationFrame(() => this.onScroll()); // once all phones are drawn, for it measures
    return arrived;
  }

  clear() {
    this.items.clear();
    this.messages.clear();
    this.list.replaceChildren();
  }

  /** True where the message is new; one older than what is shown waits until it is scrolled to. */
  put(message, first) {
    const known = this.items.get(message.id);
    if (known) return this.change(known, message);
    if (this.size && message.id < this.oldest && first < this.oldest) return false;
    this.append(message);
    return true;
  }

  change(item, message) {
    const before = this.messages.get(message.id);
    this.messages.set(message.id, message);
    const place = [...item.querySelectorAll("button, a")].indexOf(document.activeElement);
    fillMessage(item, this.phone, message);
    if (place >= 0) (item.querySelectorAll("button, a")[place] ?? this.scroller).focus();
    if (before.html !== message.html) flash(item);
    return false;
  }

  append(message) {
    const item = this.make(message);
    this.list.append(item);
    this.items.set(message.id, item);
    this.messages.set(message.id, message);
    this.separate(item);
  }

  make(message) {
    const side = message.from_bot ? "in" : "out";
    const data = { "data-id": message.id, "data-day": day(message.date), "data-album": message.album };
    const item = element("article", { class: `item ${side}`, ...data });
    fillMessage(item, this.phone, message);
    return item;
  }

  remove(id) {
    const item = this.items.get(id);
    if (!item) return;
    const next = item.nextElementSibling;
    item.remove();
    this.items.delete(id);
    this.messages.delete(id);
    if (next) this.separate(next);
  }

  /** A message that begins a day carries the day above it; one of an album hangs on the one before. */
  separate(item) {
    const before = item.previousElementSibling?.dataset ?? {};
    const { day: its, album } = item.dataset;
    item.classList.toggle("begins-day", before.day !== its);
    item.classList.toggle("continued", Boolean(album) && before.album === album);
  }

  async onScroll() {
    this.jump.hidden = this.atEnd;
    const fromTop = this.scroller.scrollHeight - this.scroller.clientHeight + this.scroller.scrollTop;
    if (fromTop < NEAR && this.size && this.first < this.oldest && !this.loading) await this.loadOlder();
  }

  async loadOlder() {
    this.loading = true;
    const path = `/_sim/chats/${this.phone.id}/messages?before=${this.oldest}&last=${OLDER}`;
    const older = await fetch(path).then((response) => (response.ok ? response.json() : []), () => []);
    this.prepend(older.filter((message) => !this.items.has(message.id)));
    this.loading = older.length === 0;
  }

  prepend(older) {
    const made = older.map((message) => [message.id, this.make(message)]);
    const boundary = this.list.firstElementChild;
    this.list.prepend(...made.map(([, item]) => item));
    this.items = new Map([...made, ...this.items]);
    for (const message of older) this.messages.set(message.id, message);
    for (const [, item] of made) this.separate(item);
    if (boundary) this.separate(boundary);
  }

  /** A long talk does not make the page slow: what is far above is let go, and asked for again when scrolled to. */
  trim() {
    if (this.size <= MOST || !this.atEnd) return;
    for (const id of [...this.items.keys()].slice(0, this.size - KEPT)) this.remove(id);
  }

  toEnd() {
    this.scroller.scrollTop = 0;
  }

  markUnread(id) {
    for (const item of this.list.querySelectorAll(".first-unread")) item.classList.remove("first-unread");
    this.items.get(id)?.classList.add("first-unread");
  }

  /** What the bot says of itself before it was started. */
  showWelcome(bot) {
    this.welcome?.remove();
    if (!bot) return;
    const words = bot.description || "Belum ada percakapan. Tekan MULAI untuk memulai.";
    this.welcome = element("div", "welcome", element("strong", {}, bot.first_name), element("p", {}, words));
    this.list.before(this.welcome);
  }

  /** Shows the message that another one answers. */
  async show(id) {
    while (!this.items.has(id) && this.first < this.oldest && !this.loading) await this.loadOlder();
    const item = this.items.get(id);
    item?.scrollIntoView({ block: "center", behavior: "smooth" });
    if (item) flash(item);
  }
}

function flash(item) {
  item.classList.remove("changed");
  requestAnimationFrame(() => item.classList.add("changed"));
}
