// Follows the server's events: each tells what changed since the one before; after a break the server catches up.

/** Calls `onNews` with each part and `onState` with whether the line stands. */
export function follow(onNews, onState) {
  const events = new EventSource("/_sim/events");
  events.addEventListener("open", () => onState(true));
  events.addEventListener("error", () => {
    onState(false);
    if (events.readyState === EventSource.CLOSED) setTimeout(() => follow(onNews, onState), 1000);
  });
  events.addEventListener("message", (event) => onNews(JSON.parse(event.data)));
  window.addEventListener("pagehide", () => events.close(), { once: true });
}
