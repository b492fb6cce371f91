// A wall: long words in the largest size that fits, else page by page; the code of the minute; the page that the desk puts on it.
const source = document.body.dataset.code, main = document.getElementById("main"), leaf = document.getElementById("leaf");
const STEPS = ["3", "2", "1", ""], TURN = 12000, BY_HAND = 90000;
let html = "", page = 0, pages = 1, shown = "", turned = 0;

const inUse = (selector) => [...main.querySelectorAll(selector)].filter((el) => el.getClientRects().length);

// The codes stand in their places; what is pushed never holds them.
function fill() {
  const way = document.querySelector("[data-way]");
  if (html) for (const slot of document.querySelectorAll("[data-door]")) if (slot.innerHTML !== html) slot.innerHTML = html;
  for (const slot of document.querySelectorAll("[data-gallery]")) if (way && slot.innerHTML !== way.innerHTML) slot.innerHTML = way.innerHTML;
}

async function renew() {
  try {
    const answer = await fetch(source, { cache: "no-store" });
    if (answer.ok && !answer.redirected) html = await answer.text();
  } catch (error) { /* no line: the old code stays, the small note says how old the wall is */ }
  fill();
}

// This wall holds the page that the desk has put on it.
function hold() {
  const list = main.querySelector("[data-screen]"), own = list && [...list.querySelectorAll("[data-name]")].find((el) => el.dataset.name === list.dataset.screen);
  if (own) for (const part of main.querySelectorAll("[data-page]")) if (part.dataset.part) part.hidden = part.dataset.part !== own.dataset.page;
}

const spills = (el) => el.scrollHeight > el.clientHeight + 2;

function fit(el) {
  el.classList.remove("paged");
  el.style.columnWidth = "";
  el.scrollLeft = 0;
  for (const step of STEPS) {
    el.dataset.step = step;
    if (!spills(el)) return 1;
  }
  const wide = el.clientWidth;
  el.classList.add("paged");
  el.style.columnWidth = `${wide}px`;
  return Math.max(1, Math.round(el.scrollWidth / wide));
}

function show() {
  const el = inUse(".fit.paged")[0];
  if (el) el.scrollLeft = page * el.clientWidth;
  leaf.hidden = !el;
  leaf.textContent = el ? `${page + 1}/${pages}` : "";
}

// The page on which the lit line of an agenda stands.
function lit(el) {
  const on = el.querySelector(".on");
  return on ? Math.floor((on.offsetLeft - el.offsetLeft + on.offsetWidth / 2) / el.clientWidth) : 0;
}

function layOut() {
  for (const h1 of inUse("h1")) {
    h1.classList.remove("long");
    h1.classList.toggle("long", h1.scrollHeight > 2.6 * parseFloat(getComputedStyle(h1).lineHeight));
  }
  pages = 1;
  for (const el of inUse(".fit")) {
    const n = fit(el), words = el.textContent;
    if (n < 2) continue;
    page = words === shown ? Math.min(page, n - 1) : lit(el);
    shown = words;
    pages = n;
  }
  show();
}

function turn(by, hand) {
  if (hand) turned = Date.now();
  page = (page + by + pages) % pages;
  show();
}

function look() {
  hold();
  fill();
  document.body.classList.toggle("timed", inUse(".time .clock").length > 0); // one clock on a wall
  layOut();
  watch.takeRecords();
}

const watch = new MutationObserver(look);

// A presenter's two buttons, or the arrows, turn the page; then it stays for a while.
document.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
  if (by && pages > 1) { event.preventDefault(); turn(by, true); }
});
document.addEventListener("news", look);
addEventListener("resize", look);
setInterval(() => { if (pages > 1 && Date.now() - turned > BY_HAND) turn(1); }, TURN);
if (source) { renew(); setInterval(renew, 15000); }
look();
watch.observe(main, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["class", "data-page", "hidden"] });
if (document.fonts) document.fonts.ready.then(look);
