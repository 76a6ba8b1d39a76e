// The door of the booth. Niceties only: typing the code works without this file.
"use strict";

// The letter groups a code 4-4-5; so does the field while somebody types at its end.
function grouped(text) {
  const code = text.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return [code.slice(0, 4), code.slice(4, 8), code.slice(8)].filter(Boolean).join("-");
}

const field = document.querySelector("[data-code-form] input[name=code]");

// The QR code on the letter holds the code in the fragment, which browsers never send. It leaves the address at once, so
// that it stays in no history and on no screen.
function takeFragment() {
  const fragment = location.hash.slice(1);
  if (!fragment || fragment === "inhoud" || fragment.startsWith("id_")) return;
  history.replaceState(null, "", location.pathname + location.search);
  if (!field || field.value) return;
  field.value = grouped(fragment.slice(0, 40));
  document.querySelector("[data-code-filled]").hidden = false;
}

if (field) {
  field.addEventListener("input", () => {
    const atEnd = field.selectionStart === field.value.length;
    const foreign = /[^0-9a-z\s-]/i.test(field.value);
    if (atEnd && !foreign && field.value.length <= 40) field.value = grouped(field.value);
  });
}
takeFragment();
addEventListener("hashchange", takeFragment);
