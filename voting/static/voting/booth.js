// Inside the booth, and where numbers are given out at the desk. Niceties only: every page works without this file.
"use strict";

// A page that the browser kept from before (back button) is fetched again, so that nobody sees another's choice.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// One press is enough: a second one on the same button waits for the answer to the first.
document.addEventListener("submit", (event) => {
  if (!("once" in event.target.dataset)) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});

// Leaving with plans in the basket, other than by a button or link of the booth, asks first. Nothing was cast by then.
let ours = false;
function leavesByOurDoor(event) {
  if (event.type === "click" && !event.target.closest("a")) return;
  ours = true;
  setTimeout(() => { ours = false; }, 2000);
}
addEventListener("submit", leavesByOurDoor, true);
addEventListener("click", leavesByOurDoor, true);
addEventListener("beforeunload", (event) => {
  if (!ours && document.querySelector("[data-unfinished]")) event.preventDefault();
});
