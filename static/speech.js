// Near the end of a speech and past it the clock says so in words too, and once aloud; only pages of the hall load this.
import { serverNow, speak } from "./clocks.js";

const SOON = 30000, said = new WeakMap();

function tell(line) {
  const left = Number(line.dataset.speechEnds) - serverNow(), words = line.querySelector("[data-near]");
  const step = left > SOON ? "" : left > 0 ? "near" : "over", before = said.get(line);
  line.hidden = !step;
  if (!step || !words) { said.set(line, step); return; }
  if (words.textContent !== words.dataset[step]) words.textContent = words.dataset[step];
  if (step === "near" && before === "") speak(words.textContent);
  said.set(line, step);
}

function turn() {
  for (const line of document.querySelectorAll("[data-speech-ends]")) tell(line);
}

setInterval(turn, 500);
document.addEventListener("news", () => setTimeout(turn, 0));
turn();
