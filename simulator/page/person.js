// A further person joins, such as a stranger who found the bot.

import { labelled, openDialog } from "./dialogs.js";
import { element } from "./dom.js";
import { post } from "./server.js";

export function openPersonDialog() {
  const name = element("input", { type: "text", required: true, maxlength: "64", autocomplete: "off" });
  const note = element("input", { type: "text", maxlength: "64", autocomplete: "off", placeholder: "misalnya jabatan; boleh kosong" });
  const form = element("form", "stack", labelled("Nama", name), labelled("Keterangan", note), element("button", "primary", "Tambah"));
  const dialog = openDialog("Orang baru", form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const made = await post("/_sim/people", { name: name.value.trim(), note: note.value.trim() });
    if (made) dialog.close();
  });
  name.focus();
}
