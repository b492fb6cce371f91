// While somebody writes: has a neighbour said this already? Asked in the pauses; it never touches what is written.
import { speak } from "./clocks.js";
import { forget } from "./drafts.js";
import { outlines } from "./outline.js";
import { pictures } from "./photo.js";

const PAUSE = 1200, LEAST = 6, ASKS = ["happened", "hurt", "ask", "category", "segment_id", "door"];
const host = document.querySelector("[data-alike]");
const form = host && host.closest("form"), list = host && host.querySelector("[data-alike-list]");
let timer = 0, last = "", turn = 0;

const told = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
const asked = (data) => JSON.stringify([...ASKS.map((name) => data.get(name)), data.getAll("outlines")]);
const ready = (data) => (data.get("happened") || "").trim().length >= LEAST && (data.get("segment_id") || data.get("door") || !form.elements.segment_id);

// The pictures themselves stay on the phone until the form is sent; only what they have in common with others travels.
async function shots() {
  try { return outlines((await pictures(form)).reduce((all, [, files]) => all.concat(files), [])); } catch (error) { return []; }
}

async function ask(no, mine) {
  const data = told(), n = turn += 1;
  for (const outline of await shots()) data.append("outlines", outline);
  if (n !== turn) return;
  const now = asked(data);
  if (!no && !mine && (now === last || !ready(data))) return;
  if (no) data.set("no", no);
  try {
    const answer = await fetch(host.dataset.alike, { method: "POST", body: data, headers: { Accept: "application/json" } }), said = await answer.json();
    if (n !== turn || !said.ok) return;
    if (!no && !mine && list.contains(document.activeElement)) return later(); // somebody is reading just there
    last = now;
    show(said, no || mine);
  } catch (error) { /* no line: one can say it all the same */ }
}

function show(said, pressed) {
  const before = list.innerHTML, among = list.contains(document.activeElement);
  list.innerHTML = said.html;
  const some = host.dataset.some.replace("{n}", said.n);
  if (said.n && list.innerHTML !== before) speak(some);
  if (!said.n && pressed) host.querySelector("[data-alike-said]").textContent = host.dataset.none;
  const next = list.querySelector("button,a");
  if (among) (next || host.querySelector("[data-alike-ask] button")).focus();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(() => ask(), PAUSE);
}

if (form) {
  for (const kind of ["input", "change"]) form.addEventListener(kind, (event) => { if (!event.target.name || ASKS.includes(event.target.name)) later(); });
  form.addEventListener("pictures", later);
  host.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.alikeNo) { event.preventDefault(); ask(button.value); }
    else if (button.closest("[data-alike-ask]")) { event.preventDefault(); ask("", true); }
    else for (const input of form.querySelectorAll("input[type=file]")) input.disabled = true; // pictures stay here with the draft
  });
  addEventListener("pageshow", () => { for (const input of form.querySelectorAll("input[type=file]")) input.disabled = false; });
  later();
}

// Joined instead of filed: what was half written has found its place.
const done = document.querySelector("[data-drops]");
if (done) document.addEventListener("acted", () => forget({ dataset: { draft: done.dataset.drops } }));
