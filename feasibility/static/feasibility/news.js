// On the page of one plan: says that somebody else changed something, and leaves what is half typed alone.
import { watch } from "./watch.js";

const news = document.getElementById("nieuws");
let seen = Number(news.dataset.version);

// An answer that is saved from this page is a change too: the one after what we had is our own.
document.body.addEventListener("htmx:afterRequest", (event) => {
  const version = Number(event.detail.xhr?.getResponseHeader("X-Plan-Version"));
  if (version === seen + 1) seen = version;
});

const tag = () => news.dataset.tag.replace("VERSION", seen);
let saving = 0;
document.body.addEventListener("htmx:beforeRequest", () => { saving += 1; });
document.body.addEventListener("htmx:afterRequest", () => { saving -= 1; });

const next = watch(async () => {
  try {
    const asked = tag();
    const answer = await fetch(news.dataset.address, { headers: { "If-None-Match": asked }, cache: "no-store" });
    // What was saved from here meanwhile is not news.
    if (answer.status === 200 && !answer.redirected && !saving && asked === tag()) news.hidden = false;
    news.classList.remove("news--offline");
  } catch {
    news.classList.add("news--offline");
  }
  if (news.hidden) next();
});
