// A finger finds under it what it pressed when it lifts: what arrives in the meantime is shown after that.

const LONGEST = 4000; // milliseconds that a finger may hold everything up

let pressed = null; // while a finger is down: resolves once it is lifted
let lift = () => {};

window.addEventListener("pointerdown", press, true);
for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => setTimeout(lift), true); // after the click

function press() {
  lift();
  pressed = new Promise((resolve) => {
    lift = () => {
      pressed = null;
      lift = () => {};
      resolve();
    };
  });
  const mine = lift;
  setTimeout(() => mine === lift && lift(), LONGEST);
}

/** Calls `action` now, or once nothing is pressed any more; what waits keeps its order. */
export function whenLifted(action) {
  if (pressed) pressed.then(action);
  else action();
}

/** Resolves when nothing is pressed. */
export async function lifted() {
  await pressed;
}
