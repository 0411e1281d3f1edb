// Puts the page together: follows the server, keeps one phone for each person, and shows all of them or one.

import { byId, element } from "./dom.js";
import { drawFrom, drawSeen } from "./drawing.js";
import { follow } from "./feed.js";
import { setZone } from "./format.js";
import { openLinkDialog, setBot } from "./links.js";
import { mountPanels } from "./panels.js";
import { openPersonDialog } from "./person.js";
import { Phone } from "./phone.js";
import { People } from "./people.js";
import { whenLifted } from "./press.js";

const phones = new Map();
const changes = new EventTarget();
const people = new People(phones);
let epoch = null;

function onNews(news) {
  if (news.epoch !== epoch) startAnew(news);
  showBot(news.bot);
  for (const chat of news.chats) phoneOf(chat, news.bot).apply(chat);
  people.refresh();
  drawSeen();
  changes.dispatchEvent(new Event("change"));
}

function startAnew(news) {
  epoch = news.epoch;
  setZone(news.zone);
  phones.clear();
  byId("phones").replaceChildren();
}

function phoneOf(chat, bot) {
  const known = phones.get(chat.id);
  if (known) return known;
  const made = new Phone(chat, bot, people);
  phones.set(chat.id, made);
  byId("phones").append(made.element);
  return made;
}

function showBot(bot) {
  setBot(bot);
  byId("bot").textContent = `${bot.first_name} · @${bot.username}`;
  document.title = people.unread ? `(${people.unread}) ${bot.first_name}` : bot.first_name;
}

function onState(connected) {
  byId("status").className = connected ? "on" : "off";
  byId("status").querySelector(".words").textContent = connected ? "Tersambung" : "Terputus, mencoba lagi …";
}

byId("new-person").addEventListener("click", openPersonDialog);
byId("new-link").addEventListener("click", () => openLinkDialog(phones));
byId("phones").addEventListener("botlink", (event) => openLinkDialog(phones, event.detail));
drawFrom(phones);
mountPanels(changes, (id, still) => people.show(id, still));
follow((news) => whenLifted(() => onNews(news)), onState);
byId("phones").append(element("p", "empty", "Belum ada orang. Tambahkan satu dengan tombol “Orang baru”."));
