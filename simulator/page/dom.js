// Makes elements. Text is always text: the only HTML comes from the server, which escapes everything but its own tags.

const ICONS = {
  attach: "M16.5 6v11a4.5 4.5 0 0 1-9 0V5.5a3 3 0 0 1 6 0V16a1.5 1.5 0 0 1-3 0V6",
  send: "M4 20 21 12 4 4v6l11 2-11 2z",
  keyboard: "M3 7h18v10H3zM6 10h1M10 10h1M14 10h1M18 10h0M7 14h10",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  grow: "M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5",
  shrink: "M4 9h5V4M20 9h-5V4M4 15h5v5M20 15h-5v5",
  down: "M12 4v15M5 13l7 7 7-7",
  close: "M6 6l12 12M18 6 6 18",
  reply: "M10 6 4 12l6 6M4 12h10a6 6 0 0 1 6 6",
  edit: "M4 20l1-4L16 5l3 3L8 19z",
  link: "M14 5h5v5M19 5l-8 8M10 6H5v13h13v-5",
  chevron: "M6 9l6 6 6-6",
};

/** element("p", "name", "text") or element("p", { class: "name", hidden: true }, child, "text") */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  const given = typeof attributes === "string" ? { class: attributes } : attributes;
  for (const [name, value] of Object.entries(given)) setAttribute(made, name, value);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

function setAttribute(made, name, value) {
  if (value === false || value === null || value === undefined || value === "") return;
  if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
  else made.setAttribute(name, value === true ? "" : value);
}

export function button(className, label, onclick, more = {}) {
  return element("button", { type: "button", class: className, onclick, ...more }, label);
}

export function iconButton(name, label, onclick, more = {}) {
  return element("button", { type: "button", class: "icon", title: label, "aria-label": label, onclick, ...more }, icon(name));
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  if (name === "more") drawing.setAttribute("class", "dots");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  drawing.append(path);
  return drawing;
}

export const byId = (id) => document.getElementById(id);

/** The round sign of a person: the first letters of the name on a colour of their own. */
export function avatar(chat) {
  const letters = chat.name.split(/\s+/).filter((word) => /^\p{L}/u.test(word)).slice(0, 2).map((word) => word[0]);
  const made = element("span", { class: `avatar tint-${chat.id % 7}`, "aria-hidden": "true" });
  made.textContent = letters.join("").toUpperCase() || "?";
  return made;
}
