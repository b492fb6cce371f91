// The outbox: what was said without a line waits on this phone and goes when there is one, in its order, in the name of its writer, once.
// The once it was given here is the server's guarantee: sent again, it gets the first answer. Nothing is taken away before that answer.
import { alter, append, bytes, mine, waiting } from "./store.js";

const PATIENCE = 10000, UPLOAD = 45000, ANSWER = 120000, LONGEST = 300000;
const LATER = [408, 425, 429];
let running = null, turn = 0, timer = 0, line = "";

// What stands in the way: "" nothing known, "off" no line, "door" not signed in as the writer, "busy" the house cannot now.
export const inTheWay = () => line;

export function newOnce() {
  const signs = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...signs)).replace(/\+/g, "-").replace(/\//g, "_");
}

// A filled form becomes an entry; it fails where this phone can keep nothing.
export async function keepForm(form, url, data) {
  const fields = [], once = newOnce();
  for (const [name, value] of data) {
    if (name === "csrf_token" || name === "once") continue;
    fields.push(typeof value === "string" ? [name, value] : [name, { name: value.name, type: value.type, bytes: await bytes(value) }]);
  }
  const words = [...form.querySelectorAll("textarea")].map((field) => field.value.trim()).find(Boolean) || "";
  const photos = fields.filter(([, value]) => typeof value !== "string").length;
  await append({ once, whose: mine(), label: form.dataset.outbox, words: words.slice(0, 60), photos, url, stay: "stay" in form.dataset, page: location.pathname + location.search,
    at: Date.now(), state: "waiting", tries: 0, fields }, form.dataset.mends);
  return once;
}

export const fileOf = (kept) => new File([kept.bytes], kept.name || "photo.jpg", { type: kept.type });

function bodyOf(entry, token) {
  const body = new FormData();
  for (const [name, value] of entry.fields) if (typeof value === "string") body.append(name, value); else body.append(name, fileOf(value));
  body.append("csrf_token", token);
  body.append("once", entry.once);
  return body;
}

const within = (ms, work) => Promise.race([work, new Promise((_done, fail) => { setTimeout(fail, ms, new Error("slow")); })]);

// Who is signed in on this phone now, with a token for forms; null without a line.
async function whoIsIn() {
  try {
    const answer = await within(PATIENCE, fetch("/phone/who", { headers: { Accept: "application/json" }, cache: "no-store" }));
    if (answer.status === 401) return { whose: "" };
    return answer.ok ? await answer.json() : null;
  } catch (error) { return null; }
}

// How far the pictures are: uploads tell their bytes, and the pictures lie in them one after the other.
function told(entry, event) {
  const sizes = entry.fields.filter(([, value]) => typeof value !== "string").map(([, value]) => value.bytes.byteLength);
  let left = event.loaded - Math.max(0, event.total - sizes.reduce((sum, size) => sum + size, 0)), at = 0;
  while (at < sizes.length - 1 && left > sizes[at]) { left -= sizes[at]; at += 1; }
  document.dispatchEvent(new CustomEvent("uploading", { detail: { once: entry.once, at: at + 1, of: sizes.length } }));
}

// One try. Resolves with status and what was said; status 0 when nobody answered.
function post(entry, token, watched) {
  return new Promise((done) => {
    const ask = new XMLHttpRequest();
    let patience = 0;
    const hurry = (ms) => { clearTimeout(patience); patience = setTimeout(() => ask.abort(), ms); };
    ask.onloadend = () => {
      clearTimeout(patience);
      let said = null;
      try { said = JSON.parse(ask.responseText); } catch (error) { /* not from our house */ }
      done({ status: ask.status, said: said || {} });
    };
    ask.upload.onprogress = (event) => { hurry(event.loaded < event.total ? UPLOAD : ANSWER); told(entry, event); };
    ask.open("POST", entry.url);
    ask.setRequestHeader("Accept", "application/json");
    ask.setRequestHeader("X-Whose", entry.whose);
    if (!watched || entry.stay) ask.setRequestHeader("X-Stay", "1");
    hurry(UPLOAD);
    ask.send(bodyOf(entry, token));
  });
}

// Delivered, refused in words, or later. Only an answer of our house in JSON counts: a café's sign-in page does not.
function verdict({ status, said }) {
  if (said.ok === true && status >= 200 && status < 300) return "sent";
  if (status === 401 || (status === 400 && said.stale)) return "door";
  return said.ok === false && said.reason && status >= 400 && status < 500 && !LATER.includes(status) ? "refused" : "later";
}

function settle(entry, how, { said }) {
  const { once, n, whose, label, words, at } = entry;
  if (how === "sent") return alter(once, () => ({ once, n, whose, label, words, at, state: "sent", to: said.to, entry: said.entry, sentAt: Date.now() }));
  if (how === "refused") return alter(once, (now) => ({ ...now, state: "refused", why: said.reason, wrong: said.fields || {} }));
  return alter(once, (now) => ({ ...now, tries: now.tries + 1 }));
}

async function send(watched) {
  const tried = new Set();
  let who = null;
  for (;;) {
    const next = (await waiting()).find((entry) => entry.state === "waiting" && !tried.has(entry.once) && (!who || entry.whose === who.whose));
    if (!next) { if (who && who.whose !== mine()) line = "door"; return tried; }
    if (!who) { who = await whoIsIn(); line = who ? "" : "off"; if (!who) return tried; continue; }
    tried.add(next.once);
    const answer = await post(next, who.csrf_token, watched === next.once), how = verdict(answer);
    await settle(next, how, answer);
    if (how === "sent" || how === "refused") continue;
    line = how === "door" ? "door" : answer.status ? "busy" : "off";
    if (answer.status !== 500) return tried;
  }
}

// One tab at a time, where the browser knows how and the other tab is not asleep; else two may send the same, which the server counts once.
function alone(work) {
  if (!navigator.locks) return work();
  const stop = new AbortController(), sleep = setTimeout(() => stop.abort(), PATIENCE);
  return navigator.locks.request("outbox", { signal: stop.signal }, () => { clearTimeout(sleep); return work(); })
    .catch((error) => (error.name === "AbortError" ? work() : new Set()));
}

export function flush(watched) {
  clearTimeout(timer);
  running = running || alone(() => send(watched)).then((tried) => { running = null; again(); return tried; });
  return running;
}

// Send this one now, after what waits before it; resolves with the entry as it stands then.
export async function deliver(once) {
  const before = running && await running;
  if (!before || (!before.has(once) && line !== "off")) await flush(once);
  return (await waiting()).find((entry) => entry.once === once);
}

const mineLeft = async () => (await waiting()).some((entry) => entry.state === "waiting" && entry.whose === mine());

async function again() {
  const left = await mineLeft();
  document.dispatchEvent(new CustomEvent("outbox"));
  turn = left ? turn + 1 : 0;
  if (left) timer = setTimeout(wake, Math.min(LONGEST, 4000 * 2 ** turn) * (0.5 + Math.random() / 2));
}

async function wake() {
  if (document.visibilityState === "visible" && await mineLeft()) flush();
}

addEventListener("online", () => { turn = 0; wake(); });
addEventListener("offline", () => { line = "off"; document.dispatchEvent(new CustomEvent("outbox")); });
addEventListener("pageshow", wake);
addEventListener("focus", wake);
document.addEventListener("visibilitychange", wake);
wake();
