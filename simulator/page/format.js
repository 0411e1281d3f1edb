// Writes times, days and sizes as an Indonesian office does, in the zone the server names.

let zone;

export function setZone(name) {
  zone = name || undefined;
}

const written = new Map();

function formatter(kind, options) {
  const key = `${kind} ${zone}`;
  if (!written.has(key)) written.set(key, new Intl.DateTimeFormat("id-ID", { ...options, timeZone: zone }));
  return written.get(key);
}

export function time(iso) {
  return formatter("time", { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

export function day(iso) {
  return formatter("day", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(new Date(iso));
}

export function moment(iso) {
  return `${day(iso)}, ${time(iso)}`;
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const [unit, name] = bytes < 1048576 ? [1024, "KB"] : [1048576, "MB"];
  return `${(bytes / unit).toLocaleString("id-ID", { maximumFractionDigits: 1 })} ${name}`;
}
