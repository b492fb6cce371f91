// The code on the wall changes every minute: fetch it again and again, and put it wherever the face has a place for it.
const source = document.body.dataset.code;
let html = "";

function fill() {
  if (html) for (const slot of document.querySelectorAll("[data-door]")) if (slot.innerHTML !== html) slot.innerHTML = html;
}

async function renew() {
  try {
    const answer = await fetch(source, { cache: "no-store" });
    if (answer.ok && !answer.redirected) html = await answer.text();
  } catch (error) { /* no line: the old code stays, live.js says how old the page is */ }
  fill();
}

// Words longer than the wall are shown page by page.
function turn() {
  for (const words of document.querySelectorAll(".pj .words")) {
    const step = words.clientHeight, end = words.scrollHeight - step;
    if (end > 4) words.scrollTop = words.scrollTop >= end - 4 ? 0 : Math.min(end, words.scrollTop + step);
  }
}

if (source) {
  renew();
  setInterval(renew, 15000);
  document.addEventListener("news", () => setTimeout(fill, 0));
}
setInterval(turn, 9000);
