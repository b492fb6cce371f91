// The agenda by hand: hold a number and drag its line. Letting go presses one button of the page's form, as the arrows beside it do;
// without this file the arrows are there.
const list = document.querySelector("[data-plan]");
const form = document.getElementById("move");

function lines() {
  return Array.from(list.children);
}

function send(item, to) {
  const button = document.createElement("button");
  button.hidden = true;
  button.name = "to";
  button.value = String(to);
  button.setAttribute("formaction", `/items/${item.dataset.item}/move`);
  form.appendChild(button);
  button.click();
  setTimeout(() => button.remove(), 0);
}

function clear() {
  for (const line of lines()) line.classList.remove("before", "after", "held");
}

// The place (from 1) at which a line let go at height y would stand; lines that have been on are never passed.
function placeAt(item, y) {
  const all = lines(), from = all.indexOf(item);
  const free = all.reduce((most, line, at) => (line.dataset.item || line === item ? most : at + 1), 0);
  let to = from;
  all.forEach((line, at) => {
    const box = line.getBoundingClientRect(), middle = box.top + box.height / 2;
    if (at < from && y < middle) to = Math.min(to, at);
    if (at > from && y > middle) to = Math.max(to, at);
  });
  return Math.max(to, Math.min(free, from));
}

function mark(item, to) {
  clear();
  item.classList.add("held");
  const all = lines(), from = all.indexOf(item);
  if (to !== from) all[to].classList.add(to < from ? "before" : "after");
}

function scrollAt(y) {
  if (y < 70) scrollBy(0, -14);
  if (y > innerHeight - 90) scrollBy(0, 14);
}

function drag(grip, item, down) {
  let to = lines().indexOf(item);
  const from = to;
  const move = (event) => {
    event.preventDefault();
    scrollAt(event.clientY);
    to = placeAt(item, event.clientY);
    mark(item, to);
  };
  const end = (event) => {
    for (const [name, hear] of [["pointermove", move], ["pointerup", end], ["pointercancel", end]]) grip.removeEventListener(name, hear);
    clear();
    if (event.type === "pointerup" && to !== from) send(item, to + 1);
  };
  grip.setPointerCapture(down.pointerId);
  item.classList.add("held");
  for (const [name, hear] of [["pointermove", move], ["pointerup", end], ["pointercancel", end]]) grip.addEventListener(name, hear);
}

if (list && form && window.PointerEvent) {
  document.documentElement.classList.add("js-lineup");
  for (const grip of list.querySelectorAll("[data-grip]")) {
    const item = grip.closest("li");
    grip.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      drag(grip, item, event);
    });
  }
}
