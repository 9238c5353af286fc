// The pages work without this. It adds keys, steps from hit to hit, a slider through versions,
// buttons that copy, and the reader's own clock.
"use strict";

const search = document.getElementById("q");
const openers = [...document.querySelectorAll(".items .open")];

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function step(by) {
  const at = openers.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : openers.length - 1) : at + by;
  const opener = openers[Math.min(Math.max(next, 0), openers.length - 1)];
  opener?.focus({ preventScroll: true });
  opener?.closest(".item").scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target === search) return search.blur();
  if (isTyping(event.target)) return;
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j" ? 1 : -1);
  } else if (event.key === "n" || event.key === "p") {
    stepHit(event.key === "n" ? 1 : -1);
  } else if (event.key === "?") {
    document.getElementById("help-keys")?.showModal();
  }
});

// From hit to hit: two buttons in place of the one link.
const hits = [...document.querySelectorAll("mark[id^='hit-']")];
const hitsBar = document.querySelector(".hits");
let hitAt = -1;

function stepHit(by) {
  if (!hits.length) return;
  hits[hitAt]?.classList.remove("current");
  hitAt = (Math.max(hitAt, by > 0 ? -1 : 0) + by + hits.length) % hits.length;
  hits[hitAt].classList.add("current");
  hits[hitAt].scrollIntoView({ block: "center" });
  const count = hitsBar?.querySelector(".hits-count");
  if (count) count.textContent = `${hitAt + 1} of ${hits.length}`;
}

if (hitsBar && hits.length) {
  hitsBar.querySelector(".hit-step")?.remove();
  hitsBar.querySelector(".hits-count").setAttribute("role", "status");
  for (const [text, name, by] of [["↑", "Previous hit", -1], ["↓", "Next hit", 1]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.title = button.ariaLabel = name;
    button.addEventListener("click", () => stepHit(by));
    hitsBar.append(button);
  }
}

// A slider through the versions, each compared with the one before it.
const compare = document.querySelector(".compare");
const slider = compare?.querySelector(".slider");
if (slider) {
  slider.hidden = false;
  slider.querySelector("input").addEventListener("change", (event) => {
    const at = Number(event.target.value);
    compare.elements.from.selectedIndex = at - 1;
    compare.elements.to.selectedIndex = at;
    compare.requestSubmit();
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "copied";
  });
}

for (const time of document.querySelectorAll("time[datetime*='T']")) {
  const moment = new Date(time.dateTime);
  if (!Number.isNaN(moment.getTime())) {
    time.title = moment.toLocaleString(undefined, { dateStyle: "full", timeStyle: "short" });
  }
}

// A fine pointer stands for a keyboard.
const keys = document.querySelector(".keys");
if (keys && matchMedia("(pointer: fine)").matches) keys.hidden = false;
