// What concerns me alone in the hall: my place on the list, my ballot, the strip that asks for it. Fetched again when that can have changed,
// never over something half chosen or half written.
import { morph } from "./morph.js";

const card = document.getElementById("mine"), ballot = document.getElementById("ballot"), strip = document.getElementById("strip");
const MINE = ["speech.begun", "speech.ended", "item.opened", "item.closed", "hand.removed", "point.granted", "point.declined", "interjection.begun",
  "interjection.ended", "speech.paused", "speech.resumed"];
const EVERYBODY = ["vote.opened", "vote.closed", "meeting.opened", "meeting.adjourned", "meeting.resumed", "meeting.closed", "step.undone"];
const SPREAD = 1500;
let timer = 0, owed = false;

function begun() {
  const fields = [...card.querySelectorAll("input:not([type=hidden]),textarea,select")];
  return Boolean(card.querySelector("[data-busy]")) || fields.some((f) => f === document.activeElement || (f.type === "radio" || f.type === "checkbox" ? f.checked !== f.defaultChecked
    : f.tagName !== "SELECT" && f.value !== f.defaultValue));
}

async function renew() {
  try {
    const answer = await fetch(card.dataset.mine, { cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    morph(strip, page.getElementById("strip").innerHTML);
    ballot.dataset.ballot = page.getElementById("ballot").dataset.ballot;
    owed = begun();
    if (!owed) morph(card, page.getElementById("mine").innerHTML);
  } catch (error) { owed = true; /* no line: live.js says how old the page is */ }
}

// A hall full of phones does not ask in one breath.
function soon(within) {
  clearTimeout(timer);
  timer = setTimeout(renew, Math.random() * within);
}

const settle = () => setTimeout(() => { if (owed && !begun()) renew(); }, 300);

document.addEventListener("news", (event) => {
  const { kind } = event.detail;
  if (kind === "vote.closed" && ballot.dataset.ballot === "todo") { strip.textContent = ""; ballot.dataset.ballot = "none"; }
  if (EVERYBODY.includes(kind)) soon(SPREAD);
  else if (MINE.includes(kind) && card.querySelector("[data-waits]")) soon(0);
});
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") soon(300); });
addEventListener("pageshow", (event) => { if (event.persisted) soon(0); });
addEventListener("online", () => soon(SPREAD));
document.addEventListener("focusout", settle);
document.addEventListener("acted", settle);
