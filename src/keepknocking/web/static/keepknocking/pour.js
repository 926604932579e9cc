/* Pouring a hundred dots into five doors. Without this file the five number fields and the button
   do the same work, and the server says what is missing.

   The fields are the truth; the doors only show them. A tap on a door pours five, the buttons and
   the arrow keys move one, Page Up and Page Down five. Nobody can pour more than the hand holds. */

"use strict";

const form = document.getElementById("pour");
if (form) {
  const HUNDRED = 100;
  const hand = document.getElementById("hand");
  const [plate, words] = hand.children;
  const doors = [...form.querySelectorAll(".evendoor")].map((el) => ({
    el,
    field: el.querySelector("input"),
    drawings: [...el.querySelectorAll(".poured")].map((svg) => ({
      dots: svg.querySelectorAll(".dots circle"), glass: svg.querySelector(".d-glass"),
    })),
    shown: 0,
  }));
  let later = 0;

  const count = (door) => Math.min(HUNDRED, Math.max(0, Math.floor(Number(door.field.value)) || 0));
  const left = (but) => doors.reduce((rest, door) => rest - (door === but ? 0 : count(door)), HUNDRED);

  function draw(door) {
    const dots = count(door);
    for (const drawing of door.drawings) {
      drawing.dots.forEach((dot, place) => {
        dot.classList.toggle("fresh", place >= door.shown);
        dot.classList.toggle("on", place < dots);
      });
      drawing.glass.classList.toggle("lit", dots > 0);
    }
    door.shown = dots;
  }

  function say(rest) {
    plate.textContent = Math.abs(rest) || HUNDRED;
    words.textContent = rest < 0 ? "too many: take some back"
      : rest === 0 ? "dots poured. Ready to seal."
      : rest === 1 ? "dot still in your hand" : "dots still in your hand";
  }

  function show() {
    doors.forEach(draw);
    const rest = left();
    hand.classList.remove("nudge");
    form.classList.toggle("ready", rest === 0);
    /* Said once the pouring rests, so that a screen reader is not flooded. */
    hand.setAttribute("aria-busy", "true");
    say(rest);
    clearTimeout(later);
    later = setTimeout(() => hand.setAttribute("aria-busy", "false"), 400);
  }

  function pour(door, dots) {
    door.field.value = Math.max(0, Math.min(dots, left(door)));
    show();
  }

  for (const door of doors) {
    door.field.addEventListener("input", () => { if (door.field.value !== "") pour(door, count(door)); else show(); });
    door.field.addEventListener("change", () => pour(door, count(door)));
    door.field.addEventListener("focus", () => door.field.select());
    door.field.addEventListener("keydown", (event) => {
      const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[event.key];
      if (!by) return;
      event.preventDefault();
      pour(door, count(door) + by);
    });
    door.el.querySelector(".doorway").addEventListener("click", () => pour(door, count(door) + 5));
    for (const button of door.el.querySelectorAll("button")) {
      button.hidden = false;
      button.addEventListener("click", () => pour(door, count(door) + Number(button.dataset.by)));
    }
  }

  for (const start of form.querySelectorAll("[data-dots]")) {
    start.addEventListener("click", (event) => {
      event.preventDefault();
      const dots = start.dataset.dots.split(",");
      doors.forEach((door, place) => { door.field.value = dots[place]; });
      show();
    });
  }

  form.addEventListener("submit", (event) => {
    const rest = left();
    if (rest === 0) return;
    event.preventDefault();
    hand.classList.add("nudge");
    words.textContent = rest < 0 ? "too many. Take some back, then seal." : "still in your hand. Pour them, then seal.";
    hand.setAttribute("aria-busy", "false");
    doors[0].field.focus();
  });

  for (const hint of form.querySelectorAll(".script-only")) hint.hidden = false;
  form.classList.add("live");
  show();
}
