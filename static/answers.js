// What a form shows while it is sent and when it is answered: a busy button, marked fields, the reason of a refusal, the way on.
import { word } from "./clocks.js";
import { forget, empty } from "./drafts.js";
import { leave } from "./leaving.js";
import { make, note } from "./notes.js";
import { pictures } from "./photo.js";

let sent = false;

export async function bodyOf(form, button) {
  const data = new FormData(form);
  if (button && button.name) data.append(button.name, button.value);
  for (const [name, files] of await pictures(form)) {
    data.delete(name);
    for (const file of files) data.append(name, file, file.name);
  }
  return data;
}

export function busy(form, button, said) {
  form.dataset.busy = "1";
  if (!button) return () => delete form.dataset.busy;
  const nodes = [...button.childNodes], had = document.activeElement === button;
  button.disabled = true;
  button.setAttribute("data-keep", "");
  button.textContent = said;
  return () => {
    delete form.dataset.busy;
    if (button.textContent !== said) return; // news has made it another button meanwhile
    button.textContent = "";
    button.append(...nodes);
    button.disabled = false;
    button.removeAttribute("data-keep");
    if (had && document.activeElement === document.body) button.focus();
    document.dispatchEvent(new Event("answered"));
  };
}

export function mark(form, fields) {
  for (const el of form.querySelectorAll(".field.bad")) el.classList.remove("bad");
  for (const el of form.querySelectorAll(".err.now")) el.remove();
  let first = null;
  for (const name of Object.keys(fields || {})) {
    const input = form.elements[name] && (form.elements[name].length && !form.elements[name].tagName ? form.elements[name][0] : form.elements[name]);
    const field = input && input.closest && input.closest(".field");
    if (!field) continue;
    field.classList.add("bad");
    field.append(make("p", { class: "err now", id: `${name}-now` }, fields[name]));
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") || ""} ${name}-now`.trim());
    first = first || input;
  }
  return first;
}

export function go(to) {
  const there = new URL(to, location.href);
  const here = there.pathname === location.pathname && there.search === location.search;
  if (here) { if (there.hash) location.hash = there.hash; location.reload(); } else location.assign(there);
}

export const signIn = () => make("a", { class: "btn", href: `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}` }, word("come_in"));

export async function accepted(form, host, said) {
  forget(form);
  if ("forget" in form.dataset) await leave();
  document.dispatchEvent(new CustomEvent("acted", { detail: said }));
  note(host);
  sent = true;
  if (!("stay" in form.dataset)) return said.to && go(said.to);
  empty(form);
  mark(form, {});
  return said.said && note(host, "flash", "yes", said.said);
}

export function declined(form, host, said, status) {
  const first = mark(form, said.fields), door = status === 401;
  note(host, "flash no", "no", said.reason || word("unsaid"), door && form.dataset.draft ? word("words_stay") : "", ...(door ? [signIn()] : []));
  if (first) first.focus();
}

// The message stands with the button, also when the button stands apart from its form; unless the form keeps it (data-here).
export const hostOf = (form, button) => (button && !form.contains(button) && !("here" in form.dataset) && button.closest(".card,.cell,section,li")) || form;
export const urlOf = (form, button) => (button && button.getAttribute("formaction")) || form.getAttribute("action") || location.href;

// A page taken back out of the browser's memory after an act shows what was before it.
addEventListener("pageshow", (event) => { if (event.persisted && sent) location.reload(); });
