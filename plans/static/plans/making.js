// Niceties of the steps of a plan: how much still fits, and a question before typed words are left behind.
"use strict";

for (const form of document.querySelectorAll("form[data-guard]")) {
  const fresh = () => new URLSearchParams(new FormData(form)).toString();
  const first = fresh();
  let leaving = false;
  form.addEventListener("submit", () => { leaving = true; });
  // Back from the next page: the same form may be left and sent again.
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && fresh() !== first) event.preventDefault();
  });

  for (const field of form.querySelectorAll("[maxlength]")) {
    if (!form.dataset.left) continue;
    const told = document.createElement("p");
    told.className = "field__count";
    told.setAttribute("role", "status");
    field.after(told);
    const count = () => {
      const left = field.maxLength - field.value.length;
      const few = left <= field.maxLength / 5;
      told.textContent = few ? form.dataset.left.replace("{n}", String(left)) : "";
      told.classList.toggle("field__count--few", left <= 10);
    };
    field.addEventListener("input", count);
    count();
  }
}
