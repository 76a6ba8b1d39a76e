// Asks again and again, with a pause after each answer, as long as the page can be seen.
const PAUSE = 1500;

// `ask` asks once; call what this returns after every answer, and after every failure too.
export function watch(ask) {
  let timer;
  const next = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, PAUSE);
  };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (!document.hidden) ask();
  });
  next();
  return next;
}
