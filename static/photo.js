// Pictures are made small on the phone before they travel, gathered in several goes, shown, and taken out again one by one.
import { speak, word } from "./clocks.js";
import { make } from "./notes.js";

const LONG = 1600, QUALITY = 0.8;
const chosen = new WeakMap(), working = new WeakMap();
const inputs = (form) => [...form.querySelectorAll("input[type=file][data-shrink]")];
const most = (input) => Number(input.dataset.most) || 1;

// Older browsers cannot make a bitmap from a file, or not upright: there an image element can.
async function decode(file) {
  try { return await createImageBitmap(file, { imageOrientation: "from-image" }); } catch (error) { /* the other way */ }
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await new Promise((done, fail) => { image.onload = done; image.onerror = fail; });
  } finally { URL.revokeObjectURL(image.src); }
  return image;
}

async function shrink(file) {
  const image = await decode(file), width = image.naturalWidth || image.width, height = image.naturalHeight || image.height;
  const scale = Math.min(1, LONG / Math.max(width, height)), canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  if (image.close) image.close();
  const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });
  return new File([blob], "photo.jpg", { type: "image/jpeg" });
}

// The pictures of a form by field, as soon as they are small.
export async function pictures(form) {
  for (const input of inputs(form)) await working.get(input);
  return inputs(form).map((input) => [input.name, chosen.get(input) || []]);
}

// Put these pictures into their field, in place of what is there.
export function place(input, files) {
  chosen.set(input, files.slice(0, most(input)));
  show(input);
}

export const add = (form, name, files) => inputs(form).filter((input) => input.name === name).forEach((input) => place(input, [...files, ...(chosen.get(input) || [])]));
export const clear = (form) => inputs(form).forEach((input) => { place(input, []); say(input); });

function say(input, sentence) {
  const field = input.closest(".field"), old = field.querySelector(".err.now");
  if (old) old.remove();
  field.classList.toggle("bad", Boolean(sentence));
  if (sentence) field.append(make("p", { class: "err now", role: "alert" }, sentence));
}

function show(input) {
  const files = chosen.get(input) || [], field = input.closest(".field"), old = field.querySelector(".shots");
  if (old) { for (const image of old.querySelectorAll("img")) URL.revokeObjectURL(image.src); old.remove(); }
  const rest = field.querySelector("[data-rest]");
  if (rest) rest.textContent = word(files.length < most(input) ? "photos" : "photos_full", { n: files.length, rest: most(input) - files.length });
  input.disabled = files.length >= most(input) && most(input) > 1;
  field.querySelector("label.btn").hidden = input.disabled;
  if (!files.length) return;
  const list = make("ul", { class: "shots" }, ...files.map((file, at) => make("li", {}, make("img", { src: URL.createObjectURL(file), alt: word("photo_at", { n: at + 1 }) }),
    make("button", { class: "btn", type: "button", "aria-label": word("photo_out_at", { n: at + 1 }), click: () => takeOut(input, at) }, word("photo_out")))));
  field.querySelector("label.btn").insertAdjacentElement("afterend", list);
}

// In place of the browser's own "no file chosen", which is not true of what was gathered.
function dress(input) {
  input.className = "vh";
  input.insertAdjacentElement("afterend", make("label", { class: "btn wide", for: input.id }, word("photo_add")));
}

function takeOut(input, at) {
  place(input, chosen.get(input).filter((_file, index) => index !== at));
  const buttons = input.closest(".field").querySelectorAll(".shots button");
  (buttons[Math.min(at, buttons.length - 1)] || input).focus();
  speak(word("photo_gone", { n: chosen.get(input).length }));
  input.dispatchEvent(new CustomEvent("pictures", { bubbles: true }));
}

async function take(input, files) {
  const kept = most(input) > 1 ? chosen.get(input) || [] : [], room = most(input) - kept.length, wrong = [];
  say(input);
  for (const file of files.slice(0, room)) {
    try { kept.push(await shrink(file)); } catch (error) { wrong.push(file); }
    place(input, [...kept]);
  }
  if (wrong.length) say(input, word("photo"));
  if (files.length > room) say(input, word("photos_many", { n: most(input) }));
  speak(word("photos", { n: kept.length, rest: most(input) - kept.length }));
  input.dispatchEvent(new CustomEvent("pictures", { bubbles: true }));
}

document.querySelectorAll("input[type=file][data-shrink]").forEach(dress);
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches("input[type=file][data-shrink]") || !input.files.length) return;
  const files = [...input.files];
  input.value = ""; // so that the same button adds more
  working.set(input, Promise.resolve(working.get(input)).then(() => take(input, files)));
});
