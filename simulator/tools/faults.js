// What may go wrong, ordered by hand: one form for calls and downloads, three switches for the line and what comes over it, a list with counts.

const KINDS = [
  { label: "429, terlalu sering", kind: "refuse", ask: "retry_after", unit: "Tunggu (detik)", value: 5 },
  { label: "500, kesalahan server", kind: "refuse", code: 500 },
  { label: "502, gerbang bermasalah", kind: "refuse", code: 502 },
  { label: "Jawaban lambat", kind: "slow", ask: "seconds", unit: "Lama (detik)", value: 3 },
  { label: "Jawaban terputus di tengah", kind: "cut" },
  { label: "Sambungan diputus", kind: "drop" },
  { label: "Dikerjakan, tetapi jawaban hilang", kind: "drop_after" },
  { label: "Tidak menjawab sama sekali", kind: "hang", ask: "seconds", unit: "Lama (detik)", value: 30 },
];
const LINE = { name: "line", label: "Telegram tidak terjangkau" };
const DELIVERIES = [
  { name: "double", label: "Setiap pembaruan dikirim dua kali" },
  { name: "mixed", label: "Pembaruan tiba tidak berurutan" },
];

export async function mount(element, api) {
  const shown = { form: null, list: make("div", "list"), deliveries: make("div", "deliveries") };
  const draw = (state) => show(shown, state, doing);
  const doing = async (name, body = {}) => draw(await api.post(name, body));
  const first = await api.get("");
  shown.form = form(first, doing);
  element.append(shown.form, shown.deliveries, shown.list);
  draw(first);
  api.onChange(async () => draw(await api.get("")));
}

function make(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

function field(label, control) {
  return make("label", "field", make("span", "", label), control);
}

function choice(options) {
  const made = make("select", "");
  for (const [value, label] of options) made.append(new Option(label, value));
  return made;
}

function number(value, least) {
  const made = make("input", "");
  Object.assign(made, { type: "number", min: least, value, required: true });
  return made;
}

function form(state, doing) {
  const kind = choice(KINDS.map((given, at) => [at, given.label]));
  const method = choice([["*", "semua panggilan"], ...state.methods.map((name) => [name, name === "download" ? "unduhan berkas" : name])]);
  const person = choice([["", "siapa pun"], ...state.people.map(({ id, name }) => [id, name])]);
  const times = number(1, 0);
  const amount = number(5, 1);
  const amountField = field("", amount);
  const choose = () => showAmount(KINDS[kind.value], amountField, amount);
  kind.addEventListener("change", choose);
  choose();
  const submit = make("button", "primary", "Pasang");
  const made = make("form", "order", field("Gangguan", kind), field("Panggilan", method), field("Orang", person),
    field("Berapa kali (0 = terus)", times), amountField, submit);
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    doing("add", order(KINDS[kind.value], method.value, person.value, Number(times.value), Number(amount.value)));
  });
  made.person = person;
  return made;
}

function showAmount(kind, place, amount) {
  place.hidden = !kind.ask;
  amount.disabled = !kind.ask;
  place.firstElementChild.textContent = kind.unit ?? "";
  amount.value = kind.value ?? 1;
}

function order(kind, method, chatId, times, amount) {
  const body = { method, kind: kind.kind, times, code: kind.code, chat_id: chatId ? Number(chatId) : null };
  return kind.ask ? { ...body, [kind.ask]: amount } : body;
}

function show(shown, state, doing) {
  const focused = document.activeElement?.dataset?.key;
  const who = new Map(state.people.map(({ id, name }) => [id, name]));
  keepPeople(shown.form.person, state.people);
  const down = { on: !state.line.up, hits: state.line.falls };
  shown.deliveries.replaceChildren(
    onOff(LINE, down, (on) => doing("line", { up: !on })),
    ...DELIVERIES.map((given) => onOff(given, state.deliveries[given.name], (on) => doing("deliver", { [given.name]: on }))));
  const rows = state.faults.map((fault) => row(fault, who, doing));
  shown.list.replaceChildren(head(rows.length, doing), ...rows);
  if (focused) document.querySelector(`.panel-gangguan [data-key="${focused}"]`)?.focus();
}

function keepPeople(select, people) {
  if (select.options.length === people.length + 1) return;
  const chosen = select.value;
  select.replaceChildren(new Option("siapa pun", ""), ...people.map(({ id, name }) => new Option(name, id)));
  select.value = chosen;
}

function onOff({ name, label }, state, turn) {
  const box = make("input", "");
  Object.assign(box, { type: "checkbox", checked: state.on });
  box.dataset.key = name;
  box.addEventListener("change", () => turn(box.checked));
  return make("label", "switch", box, make("span", "", label), make("span", "hits", `${state.hits} kali`));
}

function head(count, doing) {
  const clear = make("button", "", "Hapus semua");
  clear.type = "button";
  clear.dataset.key = "clear";
  clear.addEventListener("click", () => doing("clear"));
  return make("div", "head-row", make("strong", "", count ? "Yang dipasang" : "Belum ada gangguan yang dipasang"), clear);
}

function row(fault, who, doing) {
  const box = make("input", "");
  Object.assign(box, { type: "checkbox", checked: fault.on, disabled: fault.used_up });
  box.dataset.key = `on-${fault.number}`;
  box.addEventListener("change", () => doing("switch", { number: fault.number, on: box.checked }));
  const remove = make("button", "", "Hapus");
  remove.type = "button";
  remove.dataset.key = `remove-${fault.number}`;
  remove.setAttribute("aria-label", `Hapus ${describe(fault)}`);
  remove.addEventListener("click", () => doing("remove", { number: fault.number }));
  const where = [fault.method === "*" ? "semua panggilan" : fault.method, who.get(Number(fault.chat_id)), left(fault)];
  const words = make("span", "words", make("strong", "", describe(fault)), make("small", "", where.filter(Boolean).join(" · ")));
  return make("div", "fault", make("label", "switch", box, words), make("span", "hits", `kena ${fault.hits} kali`), remove);
}

function describe(fault) {
  const known = KINDS.find((given) => given.kind === fault.kind && (given.code ?? 429) === (fault.code ?? given.code ?? 429));
  const amount = fault.retry_after ?? fault.seconds;
  return (known?.label ?? `${fault.kind} ${fault.code ?? ""}`) + (amount ? ` (${amount} detik)` : "");
}

function left(fault) {
  if (fault.used_up) return "sudah habis";
  return fault.left === null ? "terus berlaku" : `sisa ${fault.left} kali`;
}
