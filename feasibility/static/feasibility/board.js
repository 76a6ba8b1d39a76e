// The live board. It asks the server for news while somebody can see it, and counts down by the server's clock. Without
// this file it is a page that shows how things stood when it was opened.
import { watch } from "./watch.js";

const board = document.getElementById("bord");
const said = document.getElementById("gezegd");
const offline = document.getElementById("verbinding");
const live = () => board.querySelector("[data-tag]");

// A screen reader hears only what matters, when it changes.
let told = live().dataset.said;
function say(sentence) {
  if (sentence && sentence !== told) said.textContent = told = sentence;
}

// How far this device's clock is behind the server's, in milliseconds.
let behind = 0;
let over = false;
function setClock() {
  const clock = board.querySelector("[data-ends]");
  if (clock) behind = Date.parse(clock.dataset.now) - Date.now();
  over = false;
  tick();
}

function tick() {
  const clock = board.querySelector("[data-ends]");
  if (!clock) return;
  const left = Math.round((Date.parse(clock.dataset.ends) - Date.now() - behind) / 1000);
  const amount = Math.abs(left);
  const minutes = Math.floor(amount / 60);
  clock.querySelector(".live__left").textContent = `${minutes}:${String(amount % 60).padStart(2, "0")}`;
  clock.querySelector(".live__words").textContent = left < 0 ? "over de tijd" : left < 120 ? "rond af" : "te gaan";
  clock.classList.toggle("live__clock--soon", left >= 0 && left < 120);
  clock.classList.toggle("live__clock--over", left < 0);
  if (left < 0 && !over && left > -5) say(`${live().dataset.said} De tijd voor dit plan is om.`);
  over = left < 0;
}

board.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["If-None-Match"] = live().dataset.tag;
});
board.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status !== 200) event.detail.shouldSwap = false;
});
board.addEventListener("htmx:afterSettle", () => {
  setClock();
  say(live().dataset.said);
});

const next = watch(() => window.htmx.trigger(board, "vraag"));
board.addEventListener("htmx:afterRequest", (event) => {
  offline.hidden = [200, 304].includes(event.detail.xhr.status);
  next();
});

setClock();
setInterval(tick, 1000);
