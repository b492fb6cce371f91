// One message beside the form it belongs to: saving, waiting for the line, refused.
const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  yes: "M4 12.5l5.5 5.5L20 6.5",
  no: "M5.5 5.5l13 13M18.5 5.5l-13 13",
  time: "M12 3a9 9 0 1 0 .1 0M12 7v5.5l3.5 2",
  off: "M3 3l18 18M2 9a15 15 0 0 1 5-3M11 5c4.5-.3 8.5 1.4 11 4M5.5 13a9 9 0 0 1 4-2.3M15.5 11.5a9 9 0 0 1 3 1.5M12 19v.1",
};

export function sign(name) {
  const svg = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
  svg.setAttribute("class", "i");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

// make("a", {class: "btn", href: "/"}, "word", node, …): an element; what is empty is left out, a function is heard on the event of its name.
export function make(tag, attributes, ...inside) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") el.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) el.setAttribute(name, value === true ? "" : value);
  }
  el.append(...inside.filter((each) => each !== null && each !== undefined && each !== "" && each !== false));
  return el;
}

// note(form) takes the message away; note(form, "flash no", "no", title, text, button…) puts one.
export function note(form, kind, shape, title, text, ...more) {
  const old = form.querySelector(":scope > .said");
  if (old && !more.length && old.textContent === `${title}${text || ""}`) return null;
  if (old) old.remove();
  if (!title) return null;
  const box = make("div", { class: `said ${kind}`, role: kind === "flash no" ? "alert" : "status" }, sign(shape), make("span", {}, make("b", {}, title), text), ...more);
  form.append(box);
  return box;
}
