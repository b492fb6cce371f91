// Clocks that count down to a deadline of the server, and the few sentences scripts say.
const words = JSON.parse((document.getElementById("words") || { textContent: "{}" }).textContent);
let offset = -Infinity;
const before = new WeakMap();

export const word = (name, values = {}) => (words[name] || "").replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : ""));

// Said once to those who listen instead of look.
export function speak(sentence) {
  const said = document.getElementById("said");
  if (said) said.textContent = sentence;
}

// A page or a piece of news was made a moment before it came: the latest estimate of the server's clock is the best one.
export function heardNow(ms) {
  offset = Math.max(offset, Number(ms) - Date.now());
}

export const serverNow = () => Date.now() + (offset === -Infinity ? 0 : offset);

function face(left) {
  const s = Math.abs(left), text = `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
  return left < 0 ? `${word("over")} ${text}` : text;
}

function announce(el, left) {
  const last = before.get(el), label = el.dataset.label || "";
  before.set(el, left);
  if (last === undefined) return;
  if (last > 60 && left <= 60 && left > 0) speak(word("minute", { label }));
  if (last > 0 && left <= 0) speak(word("up", { label }));
}

function turn(el) {
  if (el.dataset.now) { heardNow(el.dataset.now); delete el.dataset.now; }
  const deadline = Number(el.dataset.deadline);
  if (!deadline) return;
  const left = Math.ceil((deadline - serverNow()) / 1000), text = face(left);
  if (el.textContent !== text) el.textContent = text;
  el.classList.toggle("soon", left <= (el.dataset.warn || 60));
  el.classList.toggle("over", left < 0);
  announce(el, left);
}

export function tick() {
  for (const el of document.querySelectorAll("[data-deadline]")) turn(el);
}

const root = document.querySelector("[data-now]");
if (root) heardNow(root.dataset.now);
setInterval(tick, 500);
