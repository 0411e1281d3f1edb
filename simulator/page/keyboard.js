// Inline buttons under a message, and the reply keyboard under the field.

import { element } from "./dom.js";
import { isBotLink } from "./links.js";
import { act, copy, notice } from "./server.js";

const PATIENCE = 15; // seconds a bot may take to answer a press, as on the real server

export function buttonRow(phone, message, buttons) {
  const made = element("div", "row");
  made.append(...buttons.map((given) => inlineButton(phone, message, given)));
  return made;
}

function inlineButton(phone, message, given) {
  if (given.url) return linkButton(given);
  const made = element("button", { type: "button", class: given.style }, given.label);
  made.addEventListener("click", () => (given.copy ? copyFrom(given) : press(phone, message, made, given)));
  return made;
}

/** Sends what the button says: the bot may change the message in this very moment. */
async function press(phone, message, made, { label, data }) {
  made.classList.add("waiting");
  made.setAttribute("aria-busy", "true");
  await act(phone.id, "press", { message_id: message.id, label, data, seconds: PATIENCE });
  made.classList.remove("waiting");
  made.removeAttribute("aria-busy");
}

async function copyFrom(given) {
  if (await copy(given.copy)) notice("Teks disalin.");
}

function linkButton(given) {
  const safe = /^https?:/.test(given.url);
  const made = element("a", { class: given.style, href: safe ? given.url : "#", target: "_blank", rel: "noopener noreferrer" }, `${given.label} ↗`);
  made.addEventListener("click", (event) => {
    if (safe && !isBotLink(given.url)) return;
    event.preventDefault();
    if (safe) made.dispatchEvent(new CustomEvent("botlink", { bubbles: true, detail: given.url }));
  });
  return made;
}

/** The rows of the reply keyboard; `onPress` after each press. */
export function replyKeyboard(phone, rows, onPress) {
  return rows.map((buttons) => {
    const made = element("div", "row");
    for (const given of buttons) {
      const onclick = async () => {
        await act(phone.id, "press", { label: given.label });
        onPress();
      };
      made.append(element("button", { type: "button", class: given.style, onclick }, given.label));
    }
    return made;
  });
}
