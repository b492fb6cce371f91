// Acts from the page: every form works without this file; with it, an act survives a bad line and says truly whether it is recorded.
import { word } from "./clocks.js";
import { forget, keep } from "./drafts.js";
import { note } from "./notes.js";
import "./photo.js";
import "./keys.js";

let sent = false, pressed = null;
const wait = (ms) => new Promise((done) => {
  const timer = setTimeout(done, ms);
  addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
});

function newOnce() {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
}

function renew(form) {
  const once = form.querySelector("[name=once]");
  if (once) once.value = newOnce();
}

function bodyOf(form, button) {
  const data = new FormData(form);
  if (button && button.name) data.append(button.name, button.value);
  return form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
}

function busy(form, button) {
  form.dataset.busy = "1";
  if (!button) return () => delete form.dataset.busy;
  const nodes = [...button.childNodes], had = document.activeElement === button;
  button.disabled = true;
  button.setAttribute("data-keep", "");
  button.textContent = word("saving");
  return () => {
    delete form.dataset.busy;
    if (button.textContent !== word("saving")) return; // news has made it another button meanwhile
    button.textContent = "";
    button.append(...nodes);
    button.disabled = false;
    button.removeAttribute("data-keep");
    if (had && document.activeElement === document.body) button.focus();
  };
}

// The same body, and so the same once, again and again until somebody answers: the server does it one time only.
async function send(url, host, body, stay) {
  for (let turn = 0; ; turn += 1) {
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json", ...(stay && { "X-Stay": "1" }) } });
      if (![502, 503, 504].includes(answer.status)) return answer;
    } catch (error) { /* no line: once more */ }
    note(host, "banner old", "off", word("off"), word("again"));
    await wait(Math.min(15000, 500 * 2 ** turn) * (0.5 + Math.random() / 2));
  }
}

// A page open for days carries an old csrf token: take a new one and try again, once.
async function freshToken(form, body) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const token = page.querySelector("[name=csrf_token]");
  if (!token) return false;
  for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token.value;
  body.set("csrf_token", token.value);
  return true;
}

function mark(form, fields) {
  for (const el of form.querySelectorAll(".field.bad")) el.classList.remove("bad");
  for (const el of form.querySelectorAll(".err.now")) el.remove();
  let first = null;
  for (const name of Object.keys(fields || {})) {
    const input = form.elements[name] && (form.elements[name].length && !form.elements[name].tagName ? form.elements[name][0] : form.elements[name]);
    const field = input && input.closest && input.closest(".field");
    if (!field) continue;
    const err = document.createElement("p");
    err.className = "err now";
    err.id = `${name}-now`;
    err.textContent = fields[name];
    field.classList.add("bad");
    field.append(err);
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") || ""} ${err.id}`.trim());
    first = first || input;
  }
  return first;
}

function go(to) {
  const there = new URL(to, location.href);
  const here = there.pathname === location.pathname && there.search === location.search;
  if (here) { if (there.hash) location.hash = there.hash; location.reload(); } else location.assign(there);
}

function accepted(form, host, said) {
  forget(form);
  document.dispatchEvent(new CustomEvent("acted", { detail: said }));
  note(host);
  sent = true;
  if (!("stay" in form.dataset)) return said.to && go(said.to);
  renew(form);
  form.reset();
  mark(form, {});
  if (said.said) note(host, "flash", "yes", said.said);
}

async function read(answer) {
  const type = answer.headers.get("Content-Type") || "";
  if (type.includes("json")) return answer.json();
  if (answer.ok && answer.redirected) return { ok: true, to: answer.url };
  return { ok: false, reason: word("unsaid") };
}

function declined(form, host, said, status) {
  if (status < 500 && status !== 401 && status !== 429) renew(form);
  const first = mark(form, said.fields);
  note(host, "flash no", "no", said.reason || word("unsaid"));
  if (first) first.focus();
}

// The message stands with the button, also when the button stands apart from its form.
const hostOf = (form, button) => (button && !form.contains(button) && button.closest(".card,.cell,section,li")) || form;

async function act(form, button) {
  if (form.dataset.busy) return;
  const url = (button && button.getAttribute("formaction")) || form.getAttribute("action") || location.href;
  const body = bodyOf(form, button), host = hostOf(form, button), done = busy(form, button);
  note(host, "banner", "time", word("saving"), word("wait"));
  keep(form);
  try {
    let answer = await send(url, host, body, "stay" in form.dataset), said = await read(answer);
    if (answer.status === 400 && !said.fields && await freshToken(form, body)) { answer = await send(url, host, body, "stay" in form.dataset); said = await read(answer); }
    if (said.ok) accepted(form, host, said); else declined(form, host, said, answer.status);
    if (!said.ok || "stay" in form.dataset) done();
  } catch (error) { declined(form, host, {}, 500); done(); }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-act]") || event.defaultPrevented) return;
  event.preventDefault();
  const button = event.submitter || (pressed && pressed.form === form ? pressed : form.querySelector("button:not([type=button])"));
  act(form, button);
});
// Browsers that do not name the submitter: remember which of several choices was pressed.
document.addEventListener("click", (event) => { pressed = event.target.closest("button"); }, true);
// A page taken back out of the browser's memory after an act shows what was before it.
addEventListener("pageshow", (event) => { if (event.persisted && sent) location.reload(); });
