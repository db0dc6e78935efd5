// Comfort only; every page is whole without it.
const byId = (id) => document.getElementById(id);
const wordsOf = (record) => document.querySelectorAll(`.text [data-records~="${CSS.escape(record)}"]`);

// The reading view: a record lights its words, and words show their record beside them.
const light = (record, on) => {
  byId(record)?.classList.toggle("lit", on);
  for (const word of wordsOf(record)) word.classList.toggle("lit", on);
};
const during = (element, show, hide) => {
  for (const event of ["mouseenter", "focusin"]) element.addEventListener(event, show);
  for (const event of ["mouseleave", "focusout"]) element.addEventListener(event, hide);
};
for (const card of document.querySelectorAll("[data-record]")) {
  during(card, () => light(card.dataset.record, true), () => light(card.dataset.record, false));
}

const article = document.querySelector("article.text");
if (article) {
  const bubble = document.createElement("div");
  bubble.className = "bubble";
  bubble.hidden = true;
  bubble.setAttribute("aria-hidden", "true");
  document.body.append(bubble);
  // Of several records the one that the words lead to, else the innermost.
  const leading = (word) => word.hash?.slice(1) || word.dataset.records.split(" ").at(-1);
  const show = (word) => {
    const lines = [];
    for (const record of word.dataset.records.split(" ")) {
      const card = byId(record);
      if (!card) continue;
      const line = document.createElement("p");
      const head = card.querySelector(".head") ?? card.querySelector("p");
      line.textContent = head.textContent.replace(/\s+/g, " ").trim();
      lines.push(line);
    }
    light(leading(word), true);
    bubble.replaceChildren(...lines);
    bubble.hidden = lines.length === 0;
    const box = word.getBoundingClientRect();
    const left = Math.min(box.left, innerWidth - bubble.offsetWidth - 12);
    const below = box.bottom + bubble.offsetHeight + 12 < innerHeight;
    bubble.style.left = `${Math.max(8, left) + scrollX}px`;
    bubble.style.top = `${(below ? box.bottom + 8 : box.top - bubble.offsetHeight - 8) + scrollY}px`;
  };
  const hide = (word) => {
    bubble.hidden = true;
    light(leading(word), false);
  };
  for (const word of article.querySelectorAll("[data-records]")) {
    word.removeAttribute("title"); // the bubble says it, and more
    during(word, () => show(word), () => hide(word));
  }
  addEventListener("keydown", (event) => { if (event.key === "Escape") bubble.hidden = true; });
}

// A citation can be copied by a button.
for (const button of document.querySelectorAll(".cite button")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = "Copied";
  });
}
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// Where a picture is wider than the window, its middle is what is seen first.
for (const picture of document.querySelectorAll("svg.map")) {
  const frame = picture.parentElement;
  frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) * 0.55;
}

// An article that is being read: look again.
if (document.querySelector("[data-refresh]")) setTimeout(() => location.reload(), 1000);
