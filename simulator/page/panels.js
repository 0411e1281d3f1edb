// Mounts what others add to the page: each panel gets an element of its own and a small API to its own routes.

const SHORTEST_PAUSE = 200; // milliseconds between two calls of onChange

export async function mountPanels(place, changes, focus) {
  const response = await fetch("/panels.json");
  for (const panel of await response.json()) await mountPanel(place, panel, changes, focus);
}

async function mountPanel(place, panel, changes, focus) {
  const body = addSection(place, panel);
  addStyle(panel);
  try {
    const { mount } = await import(`/panel/${panel.name}/panel.js`);
    await mount(body, apiOf(panel.name, changes, focus));
  } catch (error) {
    body.textContent = `Panel ${panel.title} tidak dapat dimuat: ${error.message}`;
    console.warn(error);
  }
}

function addSection(place, panel) {
  const section = document.createElement("section");
  section.className = `panel panel-${panel.name}`;
  section.setAttribute("aria-label", panel.title);
  const body = document.createElement("div");
  body.className = "panel-body";
  section.append(body);
  place.append(section);
  return body;
}

function addStyle(panel) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `/panel/${panel.name}/panel.css`;
  document.head.append(link);
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
