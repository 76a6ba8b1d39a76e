// Inside the booth. Niceties only: every page works without this file.
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
