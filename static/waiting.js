// What has not arrived yet, told on every page, and looked at, mended or thrown away there.
import { word } from "./clocks.js";
import { make, sign } from "./notes.js";
import { flush, inTheWay } from "./outbox.js";
import { mine, remove, waiting } from "./store.js";

const DAYS = 3 * 24 * 3600 * 1000;
let open = false, asking = "", shown = "", box = null;
const here = () => encodeURIComponent(location.pathname + location.search);
const button = (said, click, key, more) => make("button", { class: `btn ${more || ""}`, type: "button", click, "data-key-of": key }, said);

function at(ms) {
  const then = new Date(ms), two = (n) => String(n).padStart(2, "0");
  return `${then.getMonth() + 1}/${then.getDate()} ${two(then.getHours())}:${two(then.getMinutes())}`;
}

export const mendLink = (entry) => make("a", { class: "btn main", href: `${entry.page}#mend-${entry.once}` }, word("mend"));

export function openList() {
  open = true;
  show().then(() => { const list = box && box.querySelector("ul"); if (list) { list.focus(); list.scrollIntoView({ block: "center" }); } });
}

function state(entry) {
  if (entry.state === "refused") return word("state_refused", { why: entry.why });
  return word(`state_${inTheWay() || (entry.tries ? "busy" : "off")}`);
}

function row(entry) {
  const facts = [at(entry.at), entry.words && `“${entry.words}”`, entry.photos && word("with_photos", { n: entry.photos })].filter(Boolean).join(" · ");
  const again = (to) => () => { asking = to; show(); };
  const acts = asking === entry.once
    ? [make("p", {}, word(entry.tries ? "throw_tried" : "throw_sure")), button(word("throw_yes"), () => remove(entry.once), `yes-${entry.once}`), button(word("throw_no"), again(""), `no-${entry.once}`)]
    : [entry.state === "refused" && mendLink(entry), button(word("throw"), again(entry.once), `no-${entry.once}`)];
  return make("li", { class: "cell" }, make("span", { class: "t" }, entry.label, make("small", {}, facts), make("small", {}, make("b", {}, state(entry)))), make("div", { class: "btns" }, ...acts));
}

function strip(left) {
  const refused = left.some((entry) => entry.state === "refused"), way = inTheWay();
  const said = refused ? "strip_refused" : way === "door" ? "strip_door" : way === "busy" ? "strip_busy" : "strip_off";
  const toggle = make("button", { class: "btn", type: "button", "aria-expanded": String(open), "data-key-of": "toggle", click: () => { open = !open; show(); } }, word(open ? "fold" : "look_at"));
  const parts = [make("div", { class: "banner", role: "status" }, sign("off"), make("span", {}, make("b", {}, word("not_yet", { n: left.length })), word(said)),
    way === "door" && make("a", { class: "btn", href: `/sign-in?next=${here()}` }, word("come_in")), toggle)];
  if (open) parts.push(make("ul", { class: "cells", tabindex: "-1", "aria-label": word("outbox") }, ...left.map(row), left.some((entry) => entry.state === "waiting")
    && make("li", { class: "cell" }, button(word("try_now"), () => flush(), "try"))));
  return parts;
}

const strangers = (n) => make("div", { class: "banner", role: "status" }, sign("off"), make("span", {}, make("b", {}, word("not_yet", { n })), word("noSignal" in document.body.dataset ? "strip_off" : "strip_door")),
  "noSignal" in document.body.dataset ? "" : make("a", { class: "btn", href: `/sign-in?next=${here()}` }, word("come_in")));

const arrived = (entry) => make("div", { class: "flash", role: "status" }, sign("yes"), make("span", {}, make("b", {}, word("arrived_what", { label: entry.label, at: at(entry.at) })),
  entry.entry && word("entry", { n: entry.entry.toLocaleString() })),
make("div", { class: "btns" }, entry.to && make("a", { class: "btn", href: entry.to, click: () => { remove(entry.once); } }, word("look")), button(word("seen"), () => remove(entry.once), `seen-${entry.once}`)));

async function show() {
  const all = await waiting(), me = mine(), main = document.getElementById("main");
  const old = all.filter((entry) => entry.state === "sent" && Date.now() - entry.sentAt > DAYS);
  if (old.length) { await remove(...old.map((entry) => entry.once)); return; }
  const own = all.filter((entry) => me && entry.whose === me), left = own.filter((entry) => entry.state !== "sent"), unsent = all.filter((entry) => entry.state !== "sent").length;
  const signature = JSON.stringify([open, asking, inTheWay(), all.map((entry) => [entry.once, entry.state, entry.tries])]);
  if (!main || !document.querySelector("header.top") || signature === shown) return;
  shown = signature;
  const had = box && box.contains(document.activeElement) && document.activeElement.dataset.keyOf;
  const parts = [...(left.length ? strip(left) : []), ...(!me && unsent ? [strangers(unsent)] : []), ...own.filter((entry) => entry.state === "sent").map(arrived)];
  if (!box && parts.length) { box = make("aside", { class: "outbox", "aria-label": word("outbox") }); main.before(box); }
  if (!box) return;
  box.textContent = "";
  box.append(...parts);
  box.hidden = !parts.length;
  const again = had && box.querySelector(`[data-key-of="${had}"]`);
  if (had) (again || box.querySelector("button,a") || main).focus();
}

document.addEventListener("outbox", show);
addEventListener("storage", (event) => { if (event.key === "outbox") document.dispatchEvent(new CustomEvent("outbox")); });
show();
