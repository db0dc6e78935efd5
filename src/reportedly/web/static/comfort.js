// Comfort only: pointing at a claim lights its words, and the other way round.
const light = (claim, on) => {
  document.getElementById(`claim-${claim}`)?.classList.toggle("lit", on);
  for (const mark of document.querySelectorAll(`[data-claims~="${claim}"]`)) mark.classList.toggle("lit", on);
};
for (const card of document.querySelectorAll("[data-claim]")) {
  for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    card.addEventListener(event, () => light(card.dataset.claim, on));
  }
}
for (const mark of document.querySelectorAll(".text [data-claims]")) {
  const claims = mark.dataset.claims.split(" ");
  mark.addEventListener("mouseenter", () => document.getElementById(`claim-${claims.at(-1)}`)?.classList.add("lit"));
  mark.addEventListener("mouseleave", () => document.getElementById(`claim-${claims.at(-1)}`)?.classList.remove("lit"));
}
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "copied";
  });
}
