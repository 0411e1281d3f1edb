// Draws the phones that can be seen at once, and the others when the browser has time.

import { whenLifted } from "./press.js";

const MARGIN = 200; // pixels beyond the window that count as seen

let phones = new Map();
let idle = null;

export function drawFrom(given) {
  phones = given;
  document.getElementById("phones").addEventListener("scroll", drawSeen, { passive: true });
  window.addEventListener("resize", drawSeen);
}

export function drawSeen() {
  whenLifted(drawNow);
}

function drawNow() {
  const behind = [...phones.values()].filter((phone) => phone.behind);
  const seen = behind.filter((phone) => isSeen(phone.element)); // all are measured before any is changed
  for (const phone of seen) phone.catchUp();
  if (seen.length < behind.length) later();
}

function isSeen(element) {
  const { left, right, width } = element.getBoundingClientRect();
  return width > 0 && right > -MARGIN && left < innerWidth + MARGIN;
}

function later() {
  const soon = window.requestIdleCallback ?? ((callback) => setTimeout(callback, 50));
  idle ??= soon(() => whenLifted(() => {
    idle = null;
    [...phones.values()].find((phone) => phone.behind)?.catchUp();
    if ([...phones.values()].some((phone) => phone.behind)) later();
  }));
}
