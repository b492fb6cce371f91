// The phone and its service worker: what it keeps belongs to the person signed in. Where there is none, everything else works all the same.
import { word } from "./clocks.js";
import { make } from "./notes.js";
import { mine, shelf } from "./store.js";

const root = document.documentElement, quiet = "noSignal" in document.body.dataset;

export async function clearPages() {
  if (!("caches" in window)) return;
  try { for (const name of await caches.keys()) if (name.startsWith("pages-")) await caches.delete(name); } catch (error) { /* a private window has none */ }
  shelf((on) => on.removeItem("kept"));
}

// Another person, another language, another size, another build: the forms are fetched anew, before they are needed.
async function keepForms(worker) {
  const mark = [mine(), root.dataset.build, root.lang, root.dataset.size, root.dataset.theme].join(" ");
  if (shelf((on) => on.getItem("kept")) === mark) return;
  shelf((on) => on.setItem("kept", mark));
  worker.postMessage({ keep: root.dataset.kept.split(" ") });
}

async function begin() {
  const whose = shelf((on) => on.getItem("whose"));
  if (whose !== null && whose !== mine()) await clearPages();
  shelf((on) => { on.setItem("whose", mine()); on.setItem("look", JSON.stringify([root.dataset.size, root.dataset.theme || ""])); });
  if (!window.isSecureContext || !navigator.serviceWorker) return;
  await navigator.serviceWorker.register("/sw.js");
  if (!root.dataset.kept) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => { shelf((on) => on.removeItem("kept")); keepForms(navigator.serviceWorker.controller); });
  keepForms((await navigator.serviceWorker.ready).active);
}

// A phone says "online" before its line carries anything: ask until the house answers.
async function look(turn) {
  try { if ((await fetch("/healthz", { cache: "no-store" })).ok) return location.reload(); } catch (error) { /* not yet */ }
  return setTimeout(look, Math.min(30000, 1500 * 2 ** turn), turn + 1);
}

// The page without signal: the forms that are kept, and a look whether the line is back.
async function withoutSignal() {
  [root.dataset.size, root.dataset.theme] = shelf((on) => JSON.parse(on.getItem("look"))) || ["1", ""];
  const kept = document.getElementById("kept");
  document.getElementById("again").addEventListener("click", () => location.reload());
  addEventListener("online", () => look(0));
  setTimeout(look, 3000, 1);
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) {
    if (name.startsWith("pages-")) for (const { url } of await (await caches.open(name)).keys()) {
      kept.querySelector("ul").append(make("li", {}, make("a", { class: "cell", href: url }, make("span", { class: "t" }, word(url.endsWith("/quick") ? "kept_quick" : "kept_form")))));
      kept.hidden = false;
    }
  }
}

if (quiet) withoutSignal(); else if (root.dataset.build) begin().catch(() => {});
