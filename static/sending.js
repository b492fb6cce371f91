// A form marked data-outbox is kept on this phone first and sent then: whatever happens on the way, it arrives, and arrives once.
import { accepted, bodyOf, busy, declined, hostOf, signIn, urlOf } from "./answers.js";
import { word } from "./clocks.js";
import { empty, forget, keep } from "./drafts.js";
import { make, note, sign } from "./notes.js";
import { deliver, inTheWay, keepForm } from "./outbox.js";
import { mine, remove, waiting } from "./store.js";
import { openList, mendLink } from "./waiting.js";

// Resolves with false where this phone can keep nothing: then the form is sent as any other, and waits on its page.
export async function hold(form, button) {
  if (!mine()) return undefined;
  const host = hostOf(form, button), done = busy(form, button, word("sending"));
  let once;
  keep(form);
  try { once = await keepForm(form, urlOf(form, button), await bodyOf(form, button)); } catch (error) { done(); return false; }
  note(host, "banner", "time", word("sending"), word("safe"));
  const progress = ({ detail }) => { if (detail.once === once && detail.of) note(host, "banner", "time", word("uploading", detail), word("safe")); };
  document.addEventListener("uploading", progress);
  const entry = await deliver(once);
  document.removeEventListener("uploading", progress);
  if (!entry || entry.state === "sent") { await arrived(form, host, entry, once); if ("stay" in form.dataset) done(); return true; }
  done();
  if (entry.state === "refused") await refused(form, host, entry); else left(form, host, once);
  return true;
}

async function arrived(form, host, entry, once) {
  if (entry) await remove(once);
  await accepted(form, host, entry || { to: location.pathname });
}

// The words are still in the form, and in its draft if it keeps one: the form is mended here.
async function refused(form, host, entry) {
  if (form.dataset.mends || !form.dataset.draft) form.dataset.mends = entry.once; else await remove(entry.once);
  declined(form, host, { reason: entry.why, fields: entry.wrong }, 422);
}

// It waits on the phone: the form makes place for a card that says so, and what became of it.
function left(form, host, once) {
  forget(form);
  empty(form);
  note(host);
  delete form.dataset.mends;
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  const card = make("section", { class: "card", tabindex: "-1", "aria-label": form.dataset.outbox });
  form.hidden = true;
  form.after(card);
  document.addEventListener("outbox", () => tell(card, form, once));
  tell(card, form, once).then(() => { card.focus(); card.scrollIntoView({ block: "center" }); });
}

async function tell(card, form, once) {
  const entry = (await waiting()).find((each) => each.once === once), way = inTheWay() || "busy";
  const state = entry ? (entry.state === "waiting" ? way : entry.state) : "gone";
  if (card.dataset.state === state || (state === "gone" && card.dataset.state === "sent")) return;
  card.dataset.state = state;
  if (state === "sent" && card.isConnected) remove(once);
  card.textContent = "";
  const bad = state === "refused", [title, more] = bad ? [word("refused"), entry.why] : state === "sent" ? [word("arrived"), entry.entry && word("entry", { n: entry.entry.toLocaleString() })]
    : [word(`kept_${state}`), word(`kept_${state}_more`)];
  card.append(make("div", { class: bad ? "flash no" : state === "sent" ? "flash" : "banner", role: "status" }, sign(bad ? "no" : state === "sent" ? "yes" : "off"),
    make("span", {}, make("b", {}, title), more)),
  make("div", { class: "btns" }, state === "door" && signIn(), state === "sent" && entry.to && make("a", { class: "btn main", href: entry.to }, word("look")), bad && mendLink(entry),
    ["off", "busy"].includes(state) && make("button", { class: "btn", type: "button", click: openList }, word("list")),
    make("button", { class: "btn", type: "button", click: () => { card.remove(); form.hidden = false; form.querySelector("textarea,input:not([type=hidden])").focus(); } }, word("one_more"))));
}

// Said before anybody begins to write, and taken back when the line is there.
function weather() {
  for (const form of document.querySelectorAll("form[data-outbox]")) {
    const old = form.querySelector(":scope > .weather");
    if (old) old.remove();
    if ((!navigator.onLine || "shelved" in document.documentElement.dataset) && mine()) form.prepend(make("div", { class: "banner weather", role: "status" }, sign("off"), make("span", {}, make("b", {}, word("no_signal")), word("write_on"))));
  }
}

addEventListener("online", () => { delete document.documentElement.dataset.shelved; weather(); });
addEventListener("offline", weather);
weather();
