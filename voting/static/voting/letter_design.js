// The letter beside the form follows what is typed; without this file a button does it.
const form = document.querySelector("form[data-letter]");
const button = form?.querySelector("[data-try]");
let waiting;

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    // The frame may not take the keys away from who is typing.
    const typing = document.activeElement;
    form.requestSubmit(button);
    typing?.focus({ preventScroll: true });
  }, 900);
});
