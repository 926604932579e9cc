/* Two small kindnesses on top of pages that work without any script.

   1. When the program does not answer (stopped, or closed in the terminal), the page says so in
      words instead of doing nothing. What was typed stays where it is.
   2. A link to a place inside something closed opens it, in browsers that do not by themselves. */

"use strict";

function sayUnanswered(event) {
  const said = document.getElementById("unanswered");
  const target = event.detail && event.detail.target;
  if (!said || (target && target.isConnected && target.childElementCount > 0)) return;
  said.hidden = false;
}

function hideUnanswered() {
  const said = document.getElementById("unanswered");
  if (said) said.hidden = true;
}

document.addEventListener("htmx:beforeRequest", hideUnanswered);
document.addEventListener("htmx:sendError", sayUnanswered);
document.addEventListener("htmx:responseError", (event) => {
  /* The answer itself is swapped in first; only an answer with nothing to show is told here. */
  setTimeout(sayUnanswered, 100, event);
});

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  const place = link ? document.getElementById(link.hash.slice(1)) : null;
  if (!place) return;
  for (let box = place.closest("details"); box; box = box.parentElement.closest("details")) {
    box.open = true;
  }
});
