// Triage: with all three questions answered the advice appears by itself; without this script a button brings it.
const form = document.querySelector("[data-triage]");
const advice = document.getElementById("advice");
let asked = 0;

async function ask() {
  const answers = new URLSearchParams(new FormData(form));
  if ([...answers.keys()].length < 3) return;
  const mine = ++asked;
  try {
    const answer = await fetch(form.action + "?" + answers, { credentials: "same-origin" });
    if (!answer.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const written = advice.querySelector("textarea");
    advice.textContent = "";
    advice.append(...page.getElementById("advice").childNodes);
    const fresh = advice.querySelector("textarea");
    if (written && fresh) fresh.value = written.value;
  } catch (_) { /* the button still works */ }
}

if (form && advice) form.addEventListener("change", ask);
