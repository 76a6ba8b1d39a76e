// Niceties of the table; everything works without this file. The keys j and k follow the links to the next and the
// previous plan (theme/page.js: links with data-key); here: nothing typed gets lost on the way.

// The answer to a refused save (422) is the question again, with the message and what was typed.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) event.detail.shouldSwap = true;
});

const unsaved = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) unsaved.add(form);
});
document.addEventListener("submit", (event) => unsaved.delete(event.target));
document.body.addEventListener("htmx:afterSwap", () => {
  for (const form of unsaved) if (!form.isConnected) unsaved.delete(form);
});
window.addEventListener("beforeunload", (event) => {
  if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
});
