// One phone: whose it is, what the bot and the person wrote, and where the person writes.

import { Compose } from "./compose.js";
import { avatar, button, element, iconButton } from "./dom.js";
import { Log } from "./log.js";
import { attachMenu } from "./menu.js";
import { act } from "./server.js";
import { openStoryDialog } from "./story.js";
import { Overlay } from "./overlay.js";

const ACTIONS = { upload_document: "mengirim dokumen …", upload_photo: "mengirim foto …" };
const ACTION_SECONDS = 5;

export class Phone {
  constructor(chat, bot, people) {
    this.id = chat.id;
    this.chat = chat;
    this.bot = bot;
    this.people = people;
    this.unread = 0;
    this.queue = []; // what came and is not drawn yet
    this.newest = Math.max(0, ...chat.messages.map((message) => message.id));
    this.answered = chat.toast_count;
    this.seen = { toasts: chat.toast_count, actions: chat.actions };
    this.element = element("section", { class: "phone", "aria-label": chat.name, "data-chat": chat.id });
    for (const kind of ["pointerdown", "keydown", "focusin"]) this.element.addEventListener(kind, () => this.read());
  }

  /** What is in it is made when it is drawn for the first time. */
  build() {
    this.state = element("p", "state");
    this.growButton = iconButton("grow", "Perbesar", () => this.people.toggle(this.id));
    this.log = new Log(this);
    this.compose = new Compose(this);
    this.overlay = new Overlay();
    this.start = button("start", "MULAI", () => (this.chat.blocked ? this.switchBlocked() : act(this.id, "start")));
    this.element.append(this.head(), this.log.element, this.start, this.compose.element, this.overlay.element);
    this.compose.acceptDrops(this.element);
    this.built = true;
    this.showGrown();
  }

  head() {
    const name = element("div", "who", element("h2", {}, this.chat.name), this.state);
    const more = iconButton("more", `Pilihan untuk ${this.chat.name}`);
    const head = element("div", "head", avatar(this.chat), name, this.growButton, more);
    attachMenu(more, () => this.choices());
    return head;
  }

  choices() {
    const { blocked, started, deactivated } = this.chat;
    return [
      { label: "Bot diblokir", checked: blocked, disabled: !started || deactivated, action: () => this.switchBlocked() },
      { label: "Salin sebagai uji", action: () => openStoryDialog(this.chat) },
      { label: "Hapus akun Telegram", disabled: deactivated, action: () => act(this.id, "deactivate") },
    ];
  }

  switchBlocked() {
    return act(this.id, this.chat.blocked ? "unblock" : "block");
  }

  /** Takes in what changed; it is drawn when the phone is seen, or the browser has time. */
  apply(chat) {
    this.chat = chat;
    if (chat.anew) this.queue = [];
    this.queue.push(chat);
    if (chat.toast_count > this.answered) this.read(); // who presses a button has seen what stood there
    this.answered = chat.toast_count;
    const arrived = chat.messages.filter((message) => message.id > this.newest);
    this.newest = Math.max(this.newest, ...arrived.map((message) => message.id));
    this.count(arrived);
  }

  get behind() {
    return this.queue.length > 0;
  }

  catchUp() {
    if (!this.built) this.build();
    for (const chat of this.queue.splice(0)) this.draw(chat);
    if (this.unread) this.log.markUnread(this.firstUnread);
  }

  /** The head of the chat, the messages that are new or different, and those that are gone. */
  draw(chat) {
    const arrived = this.log.apply(chat);
    this.showSituation();
    this.compose.apply(chat);
    this.showActions(chat, arrived.some((message) => message.from_bot));
    this.showToasts(chat);
  }

  showSituation() {
    const { started, blocked, deactivated } = this.chat;
    this.element.classList.toggle("away", blocked || deactivated);
    this.start.hidden = (started && !blocked) || deactivated;
    this.start.textContent = blocked ? "BUKA BLOKIR" : "MULAI";
    this.log.showWelcome(!started && !this.log.size ? this.bot : null);
    this.showState();
  }

  showState(doing = "") {
    const { blocked, deactivated, started, note } = this.chat;
    const situation = (deactivated && "akun dihapus") || (blocked && "memblokir bot") || (!started && "belum memulai");
    this.state.textContent = doing || [situation, note].filter(Boolean).join(" · ") || "dalam percakapan";
    this.state.classList.toggle("doing", Boolean(doing));
  }

  showActions(chat, answered) {
    if (chat.actions > this.seen.actions && !answered) {
      this.showState(`bot ${ACTIONS[chat.action] ?? "mengetik …"}`);
      clearTimeout(this.doing);
      this.doing = setTimeout(() => this.showState(), ACTION_SECONDS * 1000);
    }
    this.seen.actions = chat.actions;
  }

  showToasts(chat) {
    const fresh = Math.min(chat.toast_count - this.seen.toasts, chat.toasts.length);
    this.seen.toasts = chat.toast_count;
    if (fresh > 0) for (const toast of chat.toasts.slice(-fresh)) this.overlay.show(toast);
  }

  /** What the bot wrote is unread until the person touches this phone, writes, presses, or looks at it alone. */
  count(arrived) {
    const after = arrived.findLastIndex((message) => !message.from_bot);
    if (after >= 0) this.read();
    const fresh = arrived.slice(after + 1);
    if (!fresh.length || this.looking) return;
    if (!this.unread) this.firstUnread = fresh[0].id;
    this.unread += fresh.length;
    this.showUnread();
  }

  get looking() {
    const alone = this.people.chosen === this.id;
    return document.hasFocus() && (alone || this.element.contains(document.activeElement)) && this.log.atEnd;
  }

  read() {
    if (!this.unread) return;
    this.unread = 0;
    this.showUnread();
    this.people.refreshOne(this);
  }

  showUnread() {
    this.element.classList.toggle("unread", this.unread > 0);
  }

  showGrown() {
    const grown = this.people.chosen === this.id;
    const label = grown ? "Lihat semua telepon" : "Perbesar";
    if (!this.built || this.growButton.title === label) return;
    const fresh = iconButton(grown ? "shrink" : "grow", label);
    this.growButton.replaceChildren(...fresh.childNodes);
    this.growButton.title = label;
    this.growButton.setAttribute("aria-label", label);
  }
}
