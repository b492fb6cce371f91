// The desk: steps that the clock turns, one press at a time, the list of keys, the small picture of the wall. Without it the desk still works, a tap at a time.
import { serverNow, speak } from "./clocks.js";
import { make, note } from "./notes.js";

const CALM = 700, ASKED = 6000;
const press = document.getElementById("press"), board = document.getElementById("keys"), said = press ? press.dataset : {};
let pressed = 0, asked = null;

// What the clock alone changes: the step that is likely once the item's time is over, the hour, the expected end.
const hour = (ms) => new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Shanghai" }).format(new Date(ms));

function put(el, text) {
  if (el && el.textContent !== text) el.textContent = text;
}

function turn() {
  const now = serverNow();
  for (const el of document.querySelectorAll("[data-after],[data-until]")) {
    const hide = "after" in el.dataset ? now < Number(el.dataset.after) : now >= Number(el.dataset.until);
    if (el.hidden !== hide) el.hidden = hide;
  }
  for (const el of document.querySelectorAll("[data-hour]")) put(el, hour(now));
  for (const el of document.querySelectorAll("[data-ends]")) {
    const late = el.dataset.due ? Math.max(0, now - Number(el.dataset.due)) : 0;
    put(el, hour(Math.max(now, Number(el.dataset.ends) + late)));
  }
}

// The step under the finger changes as soon as it is done: a second tap in the same moment was meant for the first.
function steady(event) {
  const button = event.target.closest("button");
  if (!button || button.form !== press || button.disabled) return;
  const now = Date.now(), stop = (sentence) => { event.preventDefault(); event.stopImmediatePropagation(); if (sentence) tell(sentence); };
  const deliberate = event.pointerType === "mouse" && event.detail === 1; // a mouse says itself which click is the second of two
  if (now - pressed < CALM && !deliberate) return stop("");
  if (press.dataset.busy) return stop(said.wait);
  if (event.detail === 0 && button.dataset.sure && !(asked && asked.of === button.dataset.sure && now - asked.at < ASKED)) {
    asked = { of: button.dataset.sure, at: now };
    return stop(button.dataset.sure);
  }
  asked = null;
  pressed = now;
}

function tell(sentence) {
  if (press.querySelector(":scope > .said.banner") && press.dataset.busy) return speak(sentence);
  note(press, "banner old", "time", sentence);
  setTimeout(() => { const box = press.querySelector(":scope > .said"); if (box && box.textContent === sentence) box.remove(); }, ASKED);
}

// The list of keys: what can be pressed at this moment, read from the buttons themselves.
const shown = (el) => !el.disabled && el.offsetParent !== null;
const words = (el) => (el.getAttribute("aria-label") || [...el.childNodes].filter((each) => !["KBD", "SMALL", "svg"].includes(each.nodeName)).map((each) => each.textContent).join("")).trim();

function list() {
  const rows = [...document.querySelectorAll("[data-key]")].filter(shown).map((el) => [[el.querySelector("kbd") ? el.querySelector("kbd").textContent : el.dataset.key, (el.dataset.also || "").toUpperCase()].filter(Boolean).join(" "), words(el)]);
  const fixed = JSON.parse(board.dataset.more);
  board.querySelector("dl").textContent = "";
  for (const [key, what] of [...rows, ...fixed]) board.querySelector("dl").append(make("dt", {}, make("kbd", {}, key)), make("dd", {}, what));
}

function open(want) {
  if (want) list();
  board.hidden = !want;
  const knob = document.getElementById("keys-knob");
  if (knob) knob.setAttribute("aria-expanded", String(want));
  if (want) { board.before = document.activeElement; board.focus(); return; }
  if (board.contains(document.activeElement)) document.activeElement.blur(); // a browser lets go of what is hidden only with its next picture
  if (board.before && board.before.isConnected) board.before.focus();
}

function off(want) {
  document.body.dataset.keys = want ? "off" : "on";
  try { localStorage.setItem("desk-keys", document.body.dataset.keys); } catch (error) { /* kept for this page only */ }
}

const typing = (el) => el && el.matches("input:not([type=radio]):not([type=checkbox]):not([type=hidden]),textarea,select,[contenteditable]");
const question = (event) => ["?", "？"].includes(event.key) || (event.key === "Process" && event.code === "Slash" && event.shiftKey);

function keyed(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) return event.target.blur();
  if (typing(event.target)) return;
  if (!board.hidden && event.key !== "Tab" && !event.target.closest("label,input,a,button")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return open(false);
  }
  if (event.key === "Escape" && !board.hidden) return open(false);
  if (question(event)) { event.preventDefault(); event.stopImmediatePropagation(); open(board.hidden); }
}

// The wall in small: the page itself, 1280 px wide, drawn as wide as the card is.
function scale() {
  for (const frame of document.querySelectorAll(".thumb iframe")) frame.style.setProperty("transform", `scale(${frame.parentNode.clientWidth / 1280})`);
}

if (press && board) {
  addEventListener("click", steady, true);
  addEventListener("keydown", keyed, true);
  document.addEventListener("news", turn);
  document.addEventListener("acted", () => setTimeout(turn, 0));
  document.addEventListener("focusout", () => setTimeout(turn, 320));
  const switched = board.querySelector("input");
  let kept = "on";
  try { kept = localStorage.getItem("desk-keys") || "on"; } catch (error) { /* a locked browser keeps nothing */ }
  off(kept === "off");
  switched.checked = kept !== "off";
  switched.addEventListener("change", () => off(!switched.checked));
  document.addEventListener("click", (event) => { if (event.target.closest("#keys-knob,#keys .close")) open(board.hidden); });
  addEventListener("resize", scale);
  scale();
  turn();
  setInterval(turn, 1000);
}
