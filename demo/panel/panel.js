// The stage above the phones: the clock and how it is moved, the play, and where the thirteen steps stand.

const SHORT = ["Disposisi", "Siapkan", "Perintah", "Bagikan", "Isi", "Serahkan", "Perintah rekap", "Rekap",
  "Ke Kasubag", "Laporkan", "Analisa", "Simpan", "Ke Bupati"];
const MOVES = [["quarter", "+15 menit"], ["hour", "+1 jam"], ["close", "Akhir hari kerja"], ["day", "+1 hari kerja"],
  ["next", "Ke pengingat berikutnya"]];
const SPEEDS = [["slow", "Pelan"], ["normal", "Sedang"], ["fast", "Cepat"]];
const STATES = { waiting: "belum", now: "sedang berjalan", done: "selesai" };
const PHASES = { finished: "selesai", cancelled: "dibatalkan" };
const ROOMY = "(min-width: 640px) and (min-height: 900px)"; // on less, the units stay folded
const SURE_SECONDS = 4;
const PATIENCE_SECONDS = 1.5; // until somebody who waits is told so
const AGAIN_SECONDS = 1; // until the state is asked for again when it could not be had

function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== "" && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

const button = (label, onclick, more = {}) => make("button", { type: "button", onclick, ...more }, label);

export async function mount(element, api) {
  const stage = build(element, api);
  api.onChange(stage.refresh);
  await stage.refresh();
}

function build(element, api) {
  const clock = buildClock((name) => act("clock", name));
  const play = buildPlay((name) => act("play", name), (name) => act("speed", name), api.focus);
  const cycles = buildCycles(api.focus);
  const said = make("p", { class: "said", role: "status" });
  element.append(make("div", { class: "controls" }, clock.element, play.element), cycles.element, said);
  let asking = false;
  let stale = false;

  function draw(state) {
    clock.draw(state);
    play.draw(state.play);
    cycles.draw(state.cycles);
    tell(state.play.mode, sentence(state.play));
  }

  function tell(kind, words) {
    said.className = `said ${kind}`;
    if (said.textContent !== words) said.textContent = words;
  }

  function fail(error) {
    tell("stuck", error.message);
  }

  async function act(path, value) {
    element.setAttribute("aria-busy", "true");
    const waiting = setTimeout(() => tell("waiting", "Menunggu bot menyelesaikan pekerjaannya …"), PATIENCE_SECONDS * 1000);
    try {
      draw(await api.post(path, { value }));
    } catch (error) {
      fail(error);
    } finally {
      clearTimeout(waiting);
      element.removeAttribute("aria-busy");
    }
  }

  /** One question at a time; what changed meanwhile is asked for after it. */
  async function refresh() {
    stale = true;
    if (asking) return;
    asking = true;
    try {
      while (stale) {
        stale = false;
        draw(await api.get("state"));
      }
    } catch (error) {
      fail(error);
      setTimeout(refresh, AGAIN_SECONDS * 1000);
    } finally {
      asking = false;
    }
  }

  return { refresh };
}

/** What happened last, or why it does not go on; and while nobody plays, what would come next. */
function sentence({ mode, said, upcoming }) {
  const next = upcoming && mode !== "playing" && mode !== "stuck" ? `Berikutnya: ${upcoming}.` : "";
  return [said && (/[.!?]$/.test(said) ? said : `${said}.`), next].filter(Boolean).join(" ");
}

// The clock

function buildClock(move) {
  const time = make("time", { class: "time" });
  const day = make("p", { class: "date" });
  const next = make("p", { class: "next" });
  const buttons = MOVES.map(([name, label]) => button(label, () => move(name), { class: `move-${name}` }));
  const face = make("div", { class: "face" }, time, make("div", { class: "today" }, day, next));
  const element = make("div", { class: "clock" }, face, group("Gerakkan jam", buttons));

  function draw({ clock, next: planned, play }) {
    time.dateTime = clock.iso;
    time.textContent = `${clock.time} ${clock.zone}`;
    day.textContent = `${clock.day} · ${clock.hours}`;
    next.textContent = planned ? `Berikutnya ${planned.at}: ${planned.what}` : "Tidak ada yang direncanakan";
    for (const one of buttons) one.disabled = play.mode === "playing";
    if (!planned) buttons.at(-1).disabled = true;
  }

  return { element, draw };
}

function group(label, children) {
  return make("div", { role: "group", "aria-label": label, class: "buttons" }, ...children);
}

// The play

function buildPlay(act, setSpeed, focus) {
  const run = button("Putar", () => act(run.dataset.does), { class: "primary run" });
  const step = button("Selangkah", () => act("step"), { class: "step-on" });
  const speed = make("select", { "aria-label": "Kecepatan", onchange: () => setSpeed(speed.value) });
  for (const [value, label] of SPEEDS) speed.append(make("option", { value }, label));
  const restart = sureButton("Mulai lagi", "Yakin? Kantor dikosongkan", () => act("restart"));
  const follow = make("input", { type: "checkbox", checked: true });
  const following = make("label", { class: "follow", title: "Tampilkan telepon yang sedang bertindak" }, follow, "Ikuti");
  const element = make("div", { class: "play" }, group("Pertunjukan satu triwulan", [run, step, speed, following, restart]));
  let shown = null; // not known before the first look, which follows nobody

  function draw({ mode, speed: chosen, actor, said }) {
    const playing = mode === "playing";
    const acted = `${actor} ${said}`;
    const news = shown !== null && acted !== shown;
    if (news && follow.checked && actor && chosen !== "fast") focus(actor, true);
    shown = acted;
    run.dataset.does = playing ? "pause" : "start";
    run.textContent = playing ? "Jeda" : "Putar";
    run.disabled = step.disabled = mode === "over";
    step.disabled ||= playing;
    if (document.activeElement !== speed) speed.value = chosen;
  }

  return { element, draw };
}

/** A button that asks once more, because what it does cannot be taken back. */
function sureButton(label, question, onclick) {
  const made = button(label, pressed, { class: "restart" });
  let timer = null;
  function pressed() {
    const sure = timer !== null;
    clearTimeout(timer);
    timer = sure ? null : setTimeout(calm, SURE_SECONDS * 1000);
    made.textContent = sure ? label : question;
    if (sure) onclick();
  }
  function calm() {
    timer = null;
    made.textContent = label;
  }
  return made;
}

// The steps

/** Drawn anew only where something changed, for a keyboard may stand on it. */
function buildCycles(focus) {
  const element = make("div", { class: "cycles" });
  const opened = new Map(); // period -> whether somebody opened or closed its units
  let shown = null;

  function draw(cycles) {
    const written = JSON.stringify(cycles);
    if (written === shown) return;
    shown = written;
    const held = document.activeElement?.dataset.key;
    element.replaceChildren(...(cycles.length ? cycles.map((cycle) => drawCycle(cycle, opened, focus)) : drawNone()));
    if (held && element.childElementCount) element.querySelector(`[data-key="${held}"]`)?.focus();
    for (const now of element.querySelectorAll(".step.now")) now.parentElement.scrollLeft = now.offsetLeft - 60;
  }

  return { element, draw };
}

function drawNone() {
  return [make("p", { class: "cycle-head" }, "Belum ada pengumpulan data kinerja. Majukan jam, atau tekan Putar."), drawSteps([])];
}

function drawCycle(cycle, opened, focus) {
  const made = make("section", { "aria-label": cycle.period }, drawAbout(cycle, focus), drawSteps(cycle.steps));
  if (cycle.units.length) made.append(drawUnits(cycle, opened));
  return made;
}

function drawAbout(cycle, focus) {
  const about = make("p", { class: "cycle-head" }, make("b", {}, cycle.period), ` · putaran ${cycle.round}`);
  if (PHASES[cycle.phase]) about.append(" · ", make("strong", { class: cycle.phase }, PHASES[cycle.phase]));
  else about.append(" · giliran:");
  for (const { chat, who } of cycle.turn) {
    about.append(" ", button(who, () => focus(chat), { class: "turn", title: `Tampilkan telepon ${who}`, "data-key": `turn ${chat}` }));
  }
  return about;
}

function drawSteps(steps) {
  const shown = SHORT.map((name, at) => drawStep(name, steps[at] || { number: at + 1, state: "waiting", kegiatan: name }));
  return make("ol", { class: "steps", "aria-label": "Tiga belas langkah" }, ...shown);
}

function drawStep(name, step) {
  const words = `Langkah ${step.number}: ${step.kegiatan}. ${STATES[step.state]}${ending(step)}`;
  return make("li", { class: classes("step", step), title: words, "aria-current": step.state === "now" && "step" },
    make("span", { class: "number", "aria-hidden": "true" }, `${step.number}`),
    make("span", { class: "name", "aria-hidden": "true" }, name),
    make("span", { class: "unseen" }, words));
}

function drawUnits(cycle, opened) {
  const done = cycle.units.filter((unit) => unit.cells[2].state === "done").length;
  const busy = cycle.steps.slice(3, 6).some((step) => step.state === "now") && matchMedia(ROOMY).matches;
  const words = `Langkah 4 sampai 6 per unit: ${done} dari ${cycle.units.length} sudah menyerahkan`;
  const summary = make("summary", { "data-key": `units ${cycle.period}` }, words);
  const details = make("details", { open: opened.get(cycle.period) ?? busy }, summary, make("ul", { class: "units" }, ...cycle.units.map(drawUnit)));
  summary.addEventListener("click", () => opened.set(cycle.period, !details.open));
  return details;
}

function drawUnit(unit) {
  return make("li", { class: "unit" }, make("span", { class: "unit-name" }, unit.name), ...unit.cells.map(drawCell),
    make("span", { class: "filled" }, unit.filled));
}

function drawCell(cell) {
  const words = `Langkah ${cell.number} ${STATES[cell.state]}${ending(cell)}`;
  return make("span", { class: classes("cell", cell), title: words },
    make("span", { "aria-hidden": "true" }, `${cell.number}`), make("span", { class: "unseen" }, `${words}; `));
}

function ending({ due, late }) {
  return `${due ? `, sampai ${due}` : ""}${late ? ", terlambat" : ""}`;
}

function classes(kind, { state, late }) {
  return `${kind} ${state}${late ? " late" : ""}`;
}
