// Acts from the page: every form works without this file; with it, an act survives a bad line and says truly whether it is recorded.
// Everything that it needs is named here, so that a phone asks for all of it at once.
import { accepted, bodyOf, busy, declined, hostOf, urlOf } from "./answers.js";
import { word } from "./clocks.js";
import "./counts.js";
import { keep } from "./drafts.js";
import "./keys.js";
import "./leaving.js";
import "./mending.js";
import { note } from "./notes.js";
import { newOnce } from "./outbox.js";
import "./phone.js";
import "./photo.js";
import { submitter } from "./pressed.js";
import { hold } from "./sending.js";
import "./store.js";
import "./vendor/idb.js";
import "./waiting.js";

const wait = (ms) => new Promise((done) => {
  const timer = setTimeout(done, ms);
  addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
});

function renew(form) {
  const once = form.querySelector("[name=once]");
  if (once) once.value = newOnce();
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

async function read(answer) {
  const type = answer.headers.get("Content-Type") || "";
  if (type.includes("json")) return answer.json();
  if (answer.ok && answer.redirected) return { ok: true, to: answer.url };
  return { ok: false, reason: word("unsaid") };
}

async function act(form, button, warning) {
  const url = urlOf(form, button), host = hostOf(form, button), stay = "stay" in form.dataset, data = await bodyOf(form, button);
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data), done = busy(form, button, word("saving"));
  note(host, "banner", "time", word("saving"), warning);
  keep(form);
  try {
    let answer = await send(url, host, body, stay), said = await read(answer);
    if (answer.status === 400 && !said.fields && await freshToken(form, body)) { answer = await send(url, host, body, stay); said = await read(answer); }
    if (said.ok || (answer.status < 500 && answer.status !== 401 && answer.status !== 429)) renew(form);
    if (said.ok) await accepted(form, host, said); else declined(form, host, said, answer.status);
    if (!said.ok || stay) done();
  } catch (error) { declined(form, host, {}, 500); done(); }
}

async function submit(form, button) {
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  const held = form.dataset.outbox && await hold(form, button);
  if (!held) await act(form, button, word(held === false ? "no_room" : "wait"));
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const by = submitter(event);
  if (!form.matches("form[data-act]") || event.defaultPrevented || (by && "plain" in by.dataset)) return;
  event.preventDefault();
  submit(form, submitter(event));
});
