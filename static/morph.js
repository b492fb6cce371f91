// Changes a part of the page into its new text, touching only what differs: focus, open details and the reader's place stay.
const KEPT = { DETAILS: ["open"], INPUT: ["checked", "value"], OPTION: ["selected"] };

function sameKind(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");
}

function attributes(from, to) {
  const kept = KEPT[from.nodeName] || [];
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && !kept.includes(name)) from.removeAttribute(name);
  for (const { name, value } of [...to.attributes]) if (from.getAttribute(name) !== value && !kept.includes(name)) from.setAttribute(name, value);
}

function change(from, to, born) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (from.hasAttribute("data-keep")) return;
  attributes(from, to);
  children(from, to, born);
}

function children(from, to, born) {
  let at = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    let match = at;
    if (wanted.id) for (match = at; match && match.id !== wanted.id;) match = match.nextSibling;
    if (match && sameKind(match, wanted)) {
      if (match !== at) from.insertBefore(match, at); else at = at.nextSibling;
      change(match, wanted, born);
    } else {
      from.insertBefore(wanted, at);
      if (wanted.nodeType === Node.ELEMENT_NODE) born.push(wanted);
    }
  }
  while (at) { const next = at.nextSibling; at.remove(); at = next; }
}

export function morph(part, html) {
  const page = document.createElement("template"), born = [];
  page.innerHTML = html;
  children(part, page.content, born);
  for (const el of born) {
    el.classList.add("fresh");
    setTimeout(() => el.classList.remove("fresh"), 1500);
  }
  return born.length;
}
