// What this phone keeps in its own database: things said but not yet delivered, and the pictures of what is half written.
import "./vendor/idb.js"; // leaves its name in self.idb

let opened = null;

function open() {
  const gone = () => { opened = null; };
  opened = opened || self.idb.openDB("lane", 1, {
    upgrade(db) { db.createObjectStore("outbox", { keyPath: "once" }); db.createObjectStore("pictures"); },
    blocking(_had, _wanted, event) { event.target.close(); gone(); },
    terminated: gone,
  });
  return opened.catch((error) => { gone(); throw error; });
}

// Whose phone the page says it is; nothing for a visitor.
export const mine = () => document.documentElement.dataset.whose || "";

// The small shelf for words: none in a private window.
export function shelf(work) {
  try { return work(localStorage); } catch (error) { return null; }
}

// Other tabs hear of it; so does this one.
function changed() {
  shelf((kept) => kept.setItem("outbox", String(Date.now())));
  document.dispatchEvent(new CustomEvent("outbox"));
}

// Everything that waits, oldest first; nothing where there is no database.
export async function waiting() {
  try { return (await (await open()).getAll("outbox")).sort((a, b) => a.n - b.n); } catch (error) { return []; }
}

// One new entry at the end; `instead` names the one that it replaces.
export async function append(entry, instead) {
  const work = (await open()).transaction("outbox", "readwrite"), all = await work.store.getAll();
  await Promise.all([work.store.put({ ...entry, n: Math.max(0, ...all.map((each) => each.n)) + 1 }), instead && work.store.delete(instead), work.done]);
  changed();
}

// Change an entry unless it is gone by now.
export async function alter(once, change) {
  const work = (await open()).transaction("outbox", "readwrite"), entry = await work.store.get(once);
  await Promise.all([entry && work.store.put(change(entry)), work.done]);
  changed();
}

export async function remove(...onces) {
  const work = (await open()).transaction("outbox", "readwrite");
  await Promise.all([...onces.map((once) => work.store.delete(once)), work.done]);
  changed();
}

// Pictures of a draft, by the draft's key. Kept as bytes: a phone may take a file away.
export const bytes = (file) => new Response(file).arrayBuffer();

export async function pictures(key) {
  try { return (await (await open()).get("pictures", key)) || null; } catch (error) { return null; }
}

export async function keepPictures(key, kept) {
  try { const db = await open(); await (kept ? db.put("pictures", kept, key) : db.delete("pictures", key)); } catch (error) { /* they stay on the page */ }
}

export async function pictureKeys() {
  try { return await (await open()).getAllKeys("pictures"); } catch (error) { return []; }
}
