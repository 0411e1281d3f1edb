// Mounts what others add to the page: each panel gets an element of its own and a small API to its own routes.

import { byId, element } from "./dom.js";
import { lifted } from "./press.js";

const SHORTEST_PAUSE = 200; // milliseconds between two calls of onChange

export async function mountPanels(changes, focus) {
  const response = await fetch("/panels.json");
  const panels = await response.json();
  for (const panel of panels) addStyle(panel);
  await Promise.all(panels.map((panel) => (panel.place === "top" ? putOnTop : putInDrawer)(panel, changes, focus)));
}

/** A button in the head folds it away, for a small screen is soon full. */
function putOnTop(panel, changes, focus) {
  const section = sectionOf(panel);
  const folder = openerOf(panel, section, true);
  folder.addEventListener("click", () => {
    section.hidden = !section.hidden;
    folder.setAttribute("aria-expanded", String(!section.hidden));
  });
  byId("panels").append(section);
  byId("tools").append(folder);
  return mount(panel, section.lastElementChild, changes, focus);
}

/** A button in the head opens it; it is mounted when it is opened for the first time. */
function putInDrawer(panel, changes, focus) {
  const section = sectionOf(panel, element("h2", {}, panel.title));
  section.hidden = true;
  const opener = openerOf(panel, section, false);
  opener.addEventListener("click", () => {
    const opening = section.hidden;
    closeDrawers();
    if (opening) openDrawer(section, opener);
    if (opening && !section.dataset.mounted) {
      section.dataset.mounted = "yes";
      mount(panel, section.lastElementChild, changes, focus);
    }
  });
  byId("drawer").append(section);
  byId("tools").append(opener);
}

function openerOf(panel, section, opened) {
  const state = { "aria-expanded": String(opened), "aria-controls": section.id };
  return element("button", { type: "button", ...state }, panel.title);
}

function openDrawer(section, opener) {
  section.hidden = false;
  byId("drawer").hidden = false;
  opener.setAttribute("aria-expanded", "true");
  section.querySelector(".drawer-close")?.remove();
  const close = () => {
    closeDrawers();
    opener.focus();
  };
  section.firstElementChild.append(element("button", { type: "button", class: "drawer-close", onclick: close }, "Tutup"));
  section.onkeydown = (event) => {
    if (event.key === "Escape") close();
  };
}

function closeDrawers() {
  byId("drawer").hidden = true;
  for (const section of byId("drawer").children) {
    section.hidden = true;
    byId("tools").querySelector(`[aria-controls="${section.id}"]`).setAttribute("aria-expanded", "false");
  }
}

function sectionOf(panel, heading) {
  const name = { id: `panel-${panel.name}`, class: `panel panel-${panel.name}`, "aria-label": panel.title };
  return element("section", name, heading, element("div", "panel-body"));
}

function addStyle(panel) {
  document.head.append(element("link", { rel: "stylesheet", href: `/panel/${panel.name}/panel.css` }));
}

async function mount(panel, body, changes, focus) {
  try {
    const module = await import(`/panel/${panel.name}/panel.js`);
    await module.mount(body, apiOf(panel.name, changes, focus));
  } catch (error) {
    body.textContent = `Panel ${panel.title} tidak dapat dimuat: ${error.message}`;
    console.warn(error);
  }
}

function apiOf(name, changes, focus) {
  const prefix = `/panel/${name}/api/`;
  return {
    get: (path) => ask(prefix + path),
    post: (path, body = {}) => ask(prefix + path, body),
    onChange: (callback) => follow(changes, callback),
    focus,
  };
}

async function ask(path, body) {
  const headers = { "Content-Type": "application/json" };
  const options = body === undefined ? {} : { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(path, options);
  const text = await response.text();
  await lifted();
  if (response.ok) return text ? JSON.parse(text) : null;
  throw Object.assign(new Error(reason(text) || response.statusText), { status: response.status });
}

function reason(text) {
  try {
    return JSON.parse(text).error;
  } catch {
    return text;
  }
}

/** Calls back after a change, at most once in SHORTEST_PAUSE, and never loses the last one. */
function follow(changes, callback) {
  let timer = null;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = null;
      callback();
    }, SHORTEST_PAUSE);
  };
  changes.addEventListener("change", soon);
  return () => {
    clearTimeout(timer);
    changes.removeEventListener("change", soon);
  };
}
