// How much may still be written. The house counts bytes, people count characters: three bytes are one Chinese character.
import { speak, word } from "./clocks.js";

const encoder = "TextEncoder" in window ? new TextEncoder() : null;
const told = new WeakMap(), LOW = 100;
const weight = (text) => (encoder ? encoder.encode(text).length : unescape(encodeURIComponent(text)).length);

function left(field) {
  const most = Number(field.dataset.bytes), chars = field.maxLength > 0 ? field.maxLength - field.value.length : Infinity;
  return Math.min(chars, most ? Math.floor((most - weight(field.value)) / 3) : Infinity);
}

// Heard sparingly: once when it gets short, once when it is too long.
function announce(field, sentence, step) {
  if (told.get(field) !== step && step) speak(sentence);
  told.set(field, step);
}

export function count(field) {
  const line = document.querySelector(`[data-count="${field.id}"]`), n = left(field);
  const sentence = word(n < 0 ? "over_by" : "left", { n: Math.abs(n) });
  if (line) { line.textContent = sentence; line.classList.toggle("over", n < 0); }
  field.setCustomValidity(n < 0 ? sentence : "");
  announce(field, sentence, n < 0 ? 2 : n <= LOW ? 1 : 0);
}

document.addEventListener("input", (event) => { if (event.target.matches("[data-counted]")) count(event.target); });
for (const field of document.querySelectorAll("[data-counted]")) if (field.value) count(field);
