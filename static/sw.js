// The service worker: without a line it shows the forms kept on this phone, or a page that says so. BUILD and SHELL stand above, put there by the server.
// It never keeps the answer to an act, nor a page about somebody. What it keeps belongs to one build, so that old scripts never meet new pages.
/* global BUILD, SHELL */
const SHELF = `shell-${BUILD}`, PAGES = `pages-${BUILD}`, PATIENCE = 6000, CLOSED = [502, 503, 504];
const any = { ignoreSearch: true, ignoreVary: true };
const worth = (answer) => answer.ok && !answer.redirected && answer.headers.get("X-Kept") === "1" && answer.headers.get("X-Build") === BUILD;

async function put(address, answer) {
  if (worth(answer)) await (await caches.open(PAGES)).put(address, answer);
}

async function fill() {
  const shelf = await caches.open(SHELF);
  await shelf.addAll(SHELL.map((address) => new Request(address, { credentials: "omit" })));
  await self.skipWaiting();
}

// A new build takes nothing over: what was kept is fetched again.
async function moveIn() {
  const kept = [];
  for (const name of await caches.keys()) {
    if (name === SHELF || name === PAGES) continue;
    if (name.startsWith("pages-")) for (const asked of await (await caches.open(name)).keys()) kept.push(asked.url);
    await caches.delete(name);
  }
  await self.clients.claim();
  await keep(kept);
}

function keep(addresses) {
  const fetched = addresses.map((address) => fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" }).then((answer) => put(address, answer)));
  return Promise.all(fetched.map((each) => each.catch(() => {})));
}

async function fromTheHouse(event) {
  const answer = await fetch(event.request);
  if (CLOSED.includes(answer.status)) throw new Error("closed");
  if (worth(answer) && !new URL(event.request.url).search) event.waitUntil(put(event.request.url, answer.clone()).catch(() => {}));
  return answer;
}

// Pages come from the house. Where one is kept, it waits six seconds for the house and no longer.
async function page(event, coming) {
  const had = await (await caches.open(PAGES)).match(event.request, any);
  const late = new Promise((_done, fail) => { if (had) setTimeout(fail, PATIENCE, new Error("late")); });
  try {
    return await Promise.race([coming, late]);
  } catch (error) {
    return had ? shelved(had) : (await caches.match("/no-signal", any)) || Response.error();
  }
}

// A kept page says that it is one.
async function shelved(had) {
  const headers = new Headers(had.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response((await had.text()).replace("<html", "<html data-shelved"), { headers });
}

// A file's address names its version, so what is kept under it is right; another address is asked for, and only without a line guessed.
async function file(asked) {
  const kept = await caches.match(asked, { ignoreVary: true });
  return kept || fetch(asked).catch(async () => (await caches.match(asked, any)) || Response.error());
}

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(moveIn()));
addEventListener("message", (event) => event.waitUntil(keep(event.data.keep || [])));
addEventListener("fetch", (event) => {
  const asked = event.request, address = new URL(asked.url);
  if (asked.method !== "GET" || address.origin !== location.origin) return;
  if (asked.mode === "navigate") {
    const coming = fromTheHouse(event);
    event.waitUntil(coming.catch(() => {}));
    event.respondWith(page(event, coming));
  } else if (address.pathname.startsWith("/static/")) event.respondWith(file(asked));
});
