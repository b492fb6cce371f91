// Words half written stay on this phone until they are accepted. Hidden fields, passwords and pictures are never kept.
import { speak, word } from "./clocks.js";

const PREFIX = "draft:", LASTS = 14 * 24 * 3600 * 1000;
const key = (form) => form.dataset.draft && PREFIX + form.dataset.draft;
const fields = (form) => [...form.elements].filter((f) => f.name && !["hidden", "password", "file", "submit", "button"].includes(f.type));

function store(work) {
  try { return work(localStorage); } catch (error) { return null; /* a private window has no shelf */ }
}

export function keep(form) {
  if (!key(form)) return;
  const kept = fields(form).filter((f) => f.type !== "radio" && f.type !== "checkbox" ? f.value !== "" : f.checked).map((f) => [f.name, f.value]);
  store((shelf) => shelf.setItem(key(form), JSON.stringify({ at: Date.now(), kept })));
}

export function forget(form) {
  if (key(form)) store((shelf) => shelf.removeItem(key(form)));
}

function restore(form) {
  const saved = store((shelf) => JSON.parse(shelf.getItem(key(form)) || "null"));
  if (!saved || Date.now() - saved.at > LASTS) return;
  for (const f of fields(form)) {
    const mine = saved.kept.filter(([name]) => name === f.name).map(([, value]) => value);
    if (f.type === "radio" || f.type === "checkbox") f.checked = mine.length ? mine.includes(f.value) : f.checked;
    else if (mine.length && !f.closest(".bad")) f.value = mine[0];
  }
  if (saved.kept.length) speak(word("kept"));
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function count(field) {
  const line = document.querySelector(`[data-count="${field.id}"]`);
  if (line) line.textContent = word("left", { n: field.maxLength - field.value.length });
}

for (const form of document.querySelectorAll("form[data-draft]")) restore(form);
let timer = 0;
document.addEventListener("input", (event) => {
  const field = event.target, form = field.form;
  if (field.matches("[data-counted]")) count(field);
  if (!form || !key(form) || form.dataset.busy) return;
  clearTimeout(timer);
  timer = setTimeout(() => keep(form), 400);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-forget]")) return;
  store((shelf) => Object.keys(shelf).filter((name) => name.startsWith(PREFIX)).forEach((name) => shelf.removeItem(name)));
});
