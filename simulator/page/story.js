// A talk just had, as a test: shown and copied.

import { openDialog } from "./dialogs.js";
import { button, element } from "./dom.js";
import { copy } from "./server.js";

export async function openStoryDialog(chat) {
  const response = await fetch(`/_sim/chats/${chat.id}/story`);
  const code = await response.text();
  const told = element("p", { class: "hint", role: "status" });
  const copyNow = async () => {
    told.textContent = (await copy(code)) ? "Disalin ke papan klip." : "Pilih teks ini lalu salin.";
  };
  const shown = element("pre", { class: "code", tabindex: "0" }, code);
  openDialog(`Percakapan ${chat.name} sebagai uji`, shown, element("div", "linkrow", told, button("primary", "Salin", copyNow)));
  copyNow();
}
