// Words and pictures half made stay on this phone until they are accepted, each person's apart. Hidden fields and passwords are never kept.
import { speak, word } from "./clocks.js";
import { count } from "./counts.js";
import { make } from "./notes.js";
import { bytes, keepPictures, mine, pictureKeys, pictures as kept, shelf } from "./store.js";
import { add, clear, pictures } from "./photo.js";

const PREFIX = "draft:", LASTS = 14 * 24 * 3600 * 1000;
const key = (form) => form.dataset.draft && `${PREFIX}${mine()}:${form.dataset.draft}`;
const fields = (form) => [...form.elements].filter((f) => f.name && !["hidden", "password", "file", "submit", "button"].includes(f.type));
const written = (form) => fields(form).filter((f) => (f.type !== "radio" && f.type !== "checkbox" ? f.value !== "" : f.checked)).map((f) => [f.name, f.value]);
const begun = (form) => fields(form).some((f) => (f.type === "radio" || f.type === "checkbox" ? f.checked !== f.defaultChecked : f.tagName !== "SELECT" && f.value !== f.defaultValue));

export function keep(form) {
  if (key(form)) shelf((on) => on.setItem(key(form), JSON.stringify({ at: Date.now(), kept: written(form) })));
}

async function keepShots(form) {
  const shots = [];
  for (const [name, files] of await pictures(form)) for (const file of files) shots.push([name, await bytes(file)]);
  if (key(form)) await keepPictures(key(form), shots.length ? { at: Date.now(), shots } : null);
}

export function forget(form) {
  clearTimeout(timer);
  if (key(form)) { shelf((on) => on.removeItem(key(form))); keepPictures(key(form), null); }
}

// Several fields of one name get their values in their order.
export function fill(form, pairs) {
  const given = {};
  for (const [name, value] of pairs) (given[name] = given[name] || []).push(value);
  for (const f of fields(form)) {
    const values = given[f.name] || [];
    if (f.type === "radio" || f.type === "checkbox") f.checked = values.length ? values.includes(f.value) : f.checked;
    else if (values.length && !f.closest(".bad")) f.value = values.shift();
    if (f.matches("[data-counted]")) count(f);
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

export const asFile = (content) => new File([content], "photo.jpg", { type: "image/jpeg" });

// Everything back as it was: words at once, pictures as soon as the database answers.
export async function restore(form) {
  const saved = shelf((on) => JSON.parse(on.getItem(key(form)) || "null"));
  const words = saved && Date.now() - saved.at < LASTS && saved.kept.length ? saved.kept : null, before = written(form).join();
  if (words) fill(form, words);
  const held = await kept(key(form)), shots = held && Date.now() - held.at < LASTS ? held.shots : [];
  for (const name of new Set(shots.map(([each]) => each))) add(form, name, shots.filter(([each]) => each === name).map(([, content]) => asFile(content)));
  if (shots.length || (words && written(form).join() !== before)) tell(form);
  return Boolean(words || shots.length);
}

function quiet(form) {
  const line = form.querySelector(":scope > .again");
  if (line) line.remove();
}

// It says that it was kept, and how to begin anew; beginning anew can be taken back.
function tell(form) {
  speak(word("kept"));
  quiet(form);
  const line = make("div", { class: "banner again" }, make("span", {}, word("kept")), make("button", { class: "btn", type: "button", click: () => anew(form, line) }, word("anew")));
  form.prepend(line);
}

async function anew(form, line) {
  const pairs = written(form), shots = await pictures(form);
  empty(form);
  const back = make("button", { class: "btn", type: "button", click: () => {
    fill(form, pairs);
    for (const [name, files] of shots) add(form, name, files);
    keep(form);
    keepShots(form);
    tell(form);
  } }, word("put_back"));
  line.textContent = "";
  line.append(make("span", {}, word("emptied")), back);
  form.prepend(line);
  back.focus();
}

export function empty(form) {
  quiet(form);
  form.reset();
  clear(form);
  forget(form);
  for (const field of form.querySelectorAll("[data-counted]")) count(field);
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

// What one person half wrote leaves this phone.
export async function forgetAll() {
  const own = `${PREFIX}${mine()}:`;
  shelf((on) => Object.keys(on).filter((name) => name.startsWith(own)).forEach((name) => on.removeItem(name)));
  for (const name of await pictureKeys()) if (name.startsWith(own)) await keepPictures(name, null);
}

async function clearOld() {
  const old = (at) => !at || Date.now() - at > LASTS;
  shelf((on) => Object.keys(on).filter((name) => name.startsWith(PREFIX) && old(JSON.parse(on.getItem(name)).at)).forEach((name) => on.removeItem(name)));
  for (const name of await pictureKeys()) if (old((await kept(name) || {}).at)) await keepPictures(name, null);
}

let timer = 0;
for (const form of document.querySelectorAll("form[data-draft]")) if (!location.hash.startsWith("#mend-")) restore(form);
clearOld();
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form || !key(form) || form.dataset.busy) return;
  clearTimeout(timer);
  timer = setTimeout(() => keep(form), 400);
});
document.addEventListener("pictures", (event) => { if (key(event.target.form)) keepShots(event.target.form); });
addEventListener("pagehide", () => { for (const form of document.querySelectorAll("form[data-draft]")) if (!form.dataset.busy && begun(form)) keep(form); });
