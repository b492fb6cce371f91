// News into the page: rooms, parts, clocks. HTTP is the source of truth; sockets only make it quick.
import { morph } from "./morph.js";
import { heardNow, serverNow, speak, tick, word } from "./clocks.js";

const POLL = 5000, BEAT = 15000, OLD = 10000, SHANGHAI = 8 * 3600000;
const rooms = new Map(), pending = new Map();
let socket = null, touched = Date.now(), lost = false;

for (const el of document.querySelectorAll("[data-room]")) {
  const name = el.dataset.room, room = rooms.get(name) || { name, els: [], seq: Infinity, busy: false, closed: false };
  room.els.push(el);
  room.seq = Math.min(room.seq, Number(el.dataset.seq) || 0);
  rooms.set(name, room);
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const linked = () => socket !== null && socket.connected;
const parts = (room, name) => room.els.flatMap((el) => [...el.querySelectorAll(`[data-part="${name}"]`), ...(el.dataset.part === name ? [el] : [])]);

// A field in use, or a form half made, is never taken out of somebody's hand.
function inHand(part) {
  const on = document.activeElement;
  if (on && part.contains(on) && on.matches("input:not([type=hidden]),textarea,select")) return true;
  return [...part.querySelectorAll("input:not([type=hidden]),textarea")].some((f) => (f.checked !== f.defaultChecked) || (f.type !== "file" && f.value !== f.defaultValue));
}

function show(part, html) {
  if (inHand(part)) return pending.set(part, html);
  pending.delete(part);
  morph(part, html);
  if (part.querySelector("button[data-keep]")) pending.set(part, html); // a button whose answer is on its way keeps its face: once more after that
  tick();
}

function apply(room, fragments) {
  for (const name of Object.keys(fragments || {})) for (const part of parts(room, name)) show(part, fragments[name]);
}

function settle() {
  for (const [part, html] of [...pending]) if (part.isConnected) show(part, html); else pending.delete(part);
}

function touch() {
  touched = Date.now();
  if (lost) { lost = false; speak(word("found")); }
  age();
}

function hear(room, item) {
  if (item.seq <= room.seq) return;
  apply(room, item.parts);
  room.seq = item.seq;
  for (const el of room.els) el.dispatchEvent(new CustomEvent("news", { detail: item, bubbles: true }));
}

async function catchUp(room, jitter) {
  if (room.busy || room.closed) return;
  room.busy = true;
  try {
    await wait(Math.random() * (jitter || 0));
    const answer = await fetch(`/news/${room.name}?after=${room.seq}`, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (answer.status === 404 || answer.status === 403 || answer.status === 401) return close(room);
    if (!answer.ok) return;
    const news = await answer.json();
    if (news.now) heardNow(news.now);
    if (news.snapshot) apply(room, news.snapshot);
    for (const item of news.items || []) hear(room, item);
    room.seq = Math.max(room.seq, news.seq);
    touch();
  } catch (error) { return age(); } finally { room.busy = false; }
  if (room.want > room.seq) { room.want = 0; catchUp(room, 800); }
}

function close(room) {
  room.closed = true;
  age();
}

function onNews(news) {
  const room = rooms.get(news.room);
  if (!room) return;
  touch();
  if (news.now) heardNow(news.now);
  for (const item of news.items) {
    if (item.seq > room.seq + 1) { room.want = item.seq; return catchUp(room, 800); }
    hear(room, item);
  }
}

function listen(room) {
  if (room.closed || !linked()) return;
  socket.timeout(6000).emit("listen", { room: room.name, lang: document.documentElement.lang }, (error, answer) => {
    if (error) return socket.connected && socket.disconnect().connect();
    if (!answer.ok) return catchUp(room, 400); // HTTP knows whether it is for good
    touch();
    socket.io.reconnectionDelay(answer.spread);
    if (answer.seq > room.seq) catchUp(room, 400);
  });
}

const all = (act) => [...rooms.values()].forEach(act);

function age() {
  const banner = document.getElementById("stale"), over = [...rooms.values()].some((room) => room.closed);
  if (!banner) return;
  const old = Date.now() - touched, seconds = old < 60000 ? Math.floor(old / 10000) * 10 : 0;
  const stale = over || (!linked() && old > OLD);
  if (stale) {
    const long = seconds ? word("seconds", { n: seconds }) : old < 3600000 ? word("minutes", { n: Math.floor(old / 60000) }) : word("hours", { n: Math.floor(old / 3600000) });
    const then = new Date(serverNow() - old + SHANGHAI).toISOString().slice(11, 16), as = banner.dataset.as;
    const said = as ? as.replace("{time}", then) : over ? word("closed") : word("old", { age: long }), at = banner.querySelector("b");
    if (at.textContent !== said) at.textContent = said;
    if (!lost && !over) { lost = true; speak(word("lost")); }
  }
  banner.hidden = !stale;
}

async function connect() {
  try {
    const { io } = await import("./vendor/socket.io.esm.min.js");
    socket = io({ transports: ["websocket", "polling"], tryAllTransports: true, reconnectionDelay: 500, reconnectionDelayMax: 8000, randomizationFactor: 0.5, timeout: 8000 });
    socket.on("connect", () => all(listen));
    socket.on("news", onNews);
    socket.on("left", (gone) => rooms.has(gone.room) && close(rooms.get(gone.room)));
    socket.on("disconnect", age);
    socket.io.on("ping", touch);
  } catch (error) { socket = null; }
}

function wake() {
  if (document.visibilityState !== "visible") return;
  if (socket && !socket.connected) socket.connect();
  all((room) => catchUp(room, 300));
}

if (rooms.size) {
  connect();
  setInterval(() => { if (!linked() && document.visibilityState === "visible") all((room) => catchUp(room)); age(); }, POLL);
  setInterval(() => { if (document.visibilityState === "visible") all(listen); }, BEAT);
  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
  addEventListener("online", wake);
  document.addEventListener("focusout", () => setTimeout(settle, 300));
  for (const kind of ["acted", "answered"]) document.addEventListener(kind, () => setTimeout(settle, 0));
}
tick();
