// Niceties only: every page works without this file. Elements ask for help with data attributes.
"use strict";

// An error summary takes the focus, so that a screen reader starts there.
// A page with one question puts it straight into the field: its message is read out with the label.
(document.querySelector("[data-focus]") ?? document.querySelector("[data-focus-input] input"))?.focus();

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form) form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const asked = event.target.closest("[data-copy], [data-print]");
  if (!asked) return;
  if ("print" in asked.dataset) window.print();
  const source = asked.dataset.copy && document.querySelector(asked.dataset.copy);
  const told = asked.dataset.told && document.querySelector(asked.dataset.told);
  const copied = source && navigator.clipboard?.writeText((source.value ?? source.textContent).trim());
  copied?.then(() => { if (told) told.textContent = told.dataset.words; });
});

// One-letter keys follow a link, but never while somebody types.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (!/^[a-z]$/.test(event.key)) return;
  document.querySelector(`a[data-key="${event.key}"]`)?.click();
});
