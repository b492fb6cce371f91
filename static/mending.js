// What was refused comes back into its form, with the reason and the pictures: `<page>#mend-<once>`.
import { mark } from "./answers.js";
import { asFile, fill, restore } from "./drafts.js";
import { note } from "./notes.js";
import { add } from "./photo.js";
import { mine, waiting } from "./store.js";

async function mend() {
  const once = location.hash.startsWith("#mend-") && location.hash.slice(6);
  const entry = once && (await waiting()).find((each) => each.once === once && each.state === "refused" && each.whose === mine());
  const form = entry && [...document.querySelectorAll("form[data-outbox]")].find((each) => each.getAttribute("action") === entry.url);
  if (!form || form.dataset.mends === once) return;
  form.dataset.mends = once;
  form.dataset.draft = `mend-${once}`;
  fill(form, entry.fields.filter(([, value]) => typeof value === "string"));
  if (!await restore(form)) for (const [name, value] of entry.fields) if (typeof value !== "string") add(form, name, [asFile(value.bytes)]);
  note(form, "flash no", "no", entry.why);
  const first = mark(form, entry.wrong);
  (first || form.querySelector("textarea,input:not([type=hidden])")).focus();
}

addEventListener("hashchange", mend);
mend();
