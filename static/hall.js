// Whoever waits to speak, or speaks, hears at once when that changes: only their own card is fetched again.
const card = document.getElementById("mine");
const TURNS = ["speech.begun", "speech.ended", "item.opened", "item.closed", "meeting.closed"];

async function renew() {
  try {
    const answer = await fetch(card.dataset.mine, { cache: "no-store" });
    if (answer.ok && !answer.redirected) card.innerHTML = await answer.text();
  } catch (error) { /* no line: live.js says how old the page is */ }
}

document.addEventListener("news", (event) => {
  const owed = document.querySelector(".due");
  if (owed && event.detail.kind === "vote.closed") owed.remove();
  if (TURNS.includes(event.detail.kind) && card.querySelector("[data-waits]") && !card.querySelector("[data-busy]")) renew();
});

// The strip stops asking for a ballot when that vote is over.
document.addEventListener("news", (event) => {
  const owed = document.querySelector(".due");
  if (owed && event.detail.kind === "vote.closed") owed.remove();
  const strip = document.querySelector(".now.due .strip"), { kind, topic } = event.detail;
  if (kind === "vote.closed" && strip && strip.getAttribute("href") === `/votes/${(topic || "").split(":")[1]}`) strip.parentNode.remove();
});
