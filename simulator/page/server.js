// What the page asks of the server on behalf of a person; what goes wrong is shown and never thrown.

import { byId } from "./dom.js";

const WORDS = [
  [/has blocked the bot/, "Bot sedang diblokir oleh orang ini."],
  [/no button/, "Tombol ini sudah tidak ada."],
  [/no message/, "Pesan ini sudah tidak ada."],
  [/file is too big|Too Large/i, "Berkas terlalu besar."],
  [/IMAGE_PROCESS_FAILED|PHOTO_INVALID/, "Gambar ini tidak dapat dikirim sebagai foto; kirimlah sebagai berkas."],
  [/non-empty/, "Berkas ini kosong."],
];

/** Does something in a chat; returns the answer, or null where it could not be done. */
export async function act(chatId, action, body = {}) {
  return post(`/_sim/chats/${chatId}/${action}`, body);
}

export async function post(path, body) {
  const form = body instanceof FormData;
  const headers = form ? {} : { "Content-Type": "application/json" };
  try {
    const response = await fetch(path, { method: "POST", headers, body: form ? body : JSON.stringify(body) });
    if (response.ok) return await response.json();
    notice(inWords((await response.json()).error));
  } catch {
    notice("Server tidak terjangkau; coba lagi sebentar.");
  }
  return null;
}

function inWords(error) {
  const known = WORDS.find(([pattern]) => pattern.test(error));
  return known ? known[1] : `Tidak dapat dilakukan: ${error}`;
}

let timer;

export function notice(words) {
  const place = byId("notice");
  place.textContent = words;
  place.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { place.hidden = true; }, 5000);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
