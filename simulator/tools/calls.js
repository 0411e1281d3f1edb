// Every call of the bot as it happens: request, answer, time; filtered by method and by person.

const MOST = 300;

export async function mount(element, api) {
  const panel = { api, seen: 0, rows: [], people: {}, method: "", person: "", polls: false, paused: false };
  panel.table = make("div", "rows");
  panel.methods = filter("Semua metode", (value) => { panel.method = value; });
  panel.persons = filter("Semua orang", (value) => { panel.person = value; });
  const redraw = () => draw(panel);
  for (const select of [panel.methods, panel.persons]) select.addEventListener("change", redraw);
  const polls = box("getUpdates", (on) => { panel.polls = on; redraw(); });
  const paused = box("Jeda", (on) => { panel.paused = on; if (!on) look(panel); });
  element.append(make("div", "filters", panel.methods, panel.persons, polls, paused, whole()), panel.table);
  await look(panel);
  api.onChange(() => look(panel));
}

function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function filter(every, choose) {
  const made = make("select", "");
  made.setAttribute("aria-label", every);
  made.append(new Option(every, ""));
  made.addEventListener("change", () => choose(made.value));
  return made;
}

function box(label, choose) {
  const made = make("input", "");
  made.type = "checkbox";
  made.addEventListener("change", () => choose(made.checked));
  return make("label", "box", made, label);
}

function whole() {
  const link = make("a", "", "Unduh catatan");
  link.href = "/_sim/calls.jsonl";
  link.download = "panggilan.jsonl";
  return link;
}

async function look(panel) {
  if (panel.paused || panel.looking) return;
  panel.looking = true;
  const { calls, people } = await panel.api.get(`?since=${panel.seen}`);
  panel.looking = false;
  panel.people = people;
  if (!calls.length) return;
  panel.seen = calls.at(-1).number;
  const fresh = calls.map((call) => ({ call, row: row(call, people) }));
  panel.rows = [...fresh.reverse(), ...panel.rows].slice(0, MOST);
  offer(panel.methods, panel.rows.map(({ call }) => [call.method, call.method]));
  offer(panel.persons, Object.entries(people));
  draw(panel);
}

function offer(select, entries) {
  const known = new Set([...select.options].map((option) => option.value));
  for (const [value, label] of new Map(entries)) if (!known.has(value)) select.append(new Option(label, value));
}

function draw(panel) {
  const fits = ({ call }) => (panel.polls || call.method !== "getUpdates" || panel.method === "getUpdates" || call.status !== 200)
    && (!panel.method || call.method === panel.method) && (!panel.person || call.chat_id === panel.person);
  const rows = panel.rows.filter(fits).map(({ row: made }) => made);
  panel.table.replaceChildren(...(rows.length ? rows : [make("p", "hint", "Belum ada panggilan.")]));
}

function row(call, people) {
  const ok = call.status === 200;
  const status = make("span", ok ? "status ok" : "status bad", call.status ? String(call.status) : "putus");
  const head = make("summary", "", make("span", "at", call.at), make("strong", "", call.method),
    make("span", "who", people[call.chat_id] ?? ""), status, make("span", "took", `${call.milliseconds.toLocaleString("id-ID")} md`));
  const made = make("details", "call", head);
  made.addEventListener("toggle", () => made.children.length === 1 && made.append(...body(call)));
  return made;
}

function body(call) {
  const parts = [part("Permintaan", call.request), part("Jawaban", call.answer)];
  const unknown = call.unknown.length ? [make("p", "bad", `Parameter yang tidak dikenal: ${call.unknown.join(", ")}`)] : [];
  return [...unknown, ...parts.flat()];
}

function part(title, value) {
  const code = make("pre", "code", typeof value === "string" ? value : JSON.stringify(readable(value), null, 2));
  code.tabIndex = 0;
  return [make("h3", "", title), code];
}

/** JSON within JSON, as forms carry it, is shown as what it means. */
function readable(value) {
  if (typeof value === "string" && /^[[{]/.test(value)) {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, readable(inner)]));
}
