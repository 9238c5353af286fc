// The pages work without this. It adds three keys, the reader's own clock, and nothing else.
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
  }
});

for (const time of document.querySelectorAll("time[datetime*='T']")) {
  const moment = new Date(time.dateTime);
  if (!Number.isNaN(moment.getTime())) {
    time.title = moment.toLocaleString(undefined, { dateStyle: "full", timeStyle: "short" });
  }
}

// A fine pointer stands for a keyboard.
const keys = document.querySelector(".keys");
if (keys && matchMedia("(pointer: fine)").matches) keys.hidden = false;
