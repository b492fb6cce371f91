// Signing out, perhaps on a borrowed phone: what waits is said first, and gone only when that was meant. Then the phone forgets its person.
import { word } from "./clocks.js";
import { forgetAll } from "./drafts.js";
import { make, sign } from "./notes.js";
import { flush } from "./outbox.js";
import { clearPages } from "./phone.js";
import { submitter } from "./pressed.js";
import { mine, remove, waiting } from "./store.js";

const own = async () => (await waiting()).filter((entry) => entry.whose === mine());
const left = async () => (await own()).filter((entry) => entry.state !== "sent").length;

export async function leave() {
  try { await remove(...(await own()).map((entry) => entry.once)); } catch (error) { /* there was no database */ }
  await forgetAll();
  await clearPages();
}

function press(form, button) {
  form.dataset.sure = "1";
  button.click();
  delete form.dataset.sure;
}

function warn(form, button, n) {
  const old = form.querySelector(":scope > .leaving");
  if (old) old.remove();
  const first = make("button", { class: "btn main", type: "button", click: async () => { await flush(); if (!await left()) press(form, button); else warn(form, button, await left()); } }, word("send_first"));
  form.append(make("div", { class: "flash no leaving", role: "alert" }, sign("no"), make("span", {}, make("b", {}, word("leave_loses", { n })), word("leave_more")),
    make("div", { class: "btns" }, first, make("button", { class: "btn", type: "button", click: () => press(form, button) }, word("leave_yes")))));
  first.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target, button = submitter(event);
  if (!form.matches("form[data-forget]") || form.dataset.sure) return;
  event.preventDefault();
  left().then((n) => { if (n) warn(form, button, n); else press(form, button); });
}, true);
