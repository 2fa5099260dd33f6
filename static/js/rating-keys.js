// Rating without a mouse: arrows between people and between rating lines, 1 2 3 for the stops.
//
// The list of people is #grid with one link a row; the drawer is #laci with fieldset.stops as
// lines. Everything here presses what is there already, so the page works the same without it.
const people = () => [...document.querySelectorAll("#grid tbody th a")];
const lines = () => [...document.querySelectorAll("#laci form fieldset.stops:not(:disabled)")];
const STOPS = { 1: 0, 2: 1, 3: 2 };

const chosen = (line) => line.querySelector("input:checked") ?? line.querySelector("input");
const lineOf = (element) => element.closest?.("#laci fieldset.stops");
const writes = (element) =>
  element.matches?.("textarea, select, input:not([type=radio])") || element.isContentEditable;

function focusLine(line) {
  chosen(line).focus();
  line.scrollIntoView({ block: "center" });
}

function step(list, here, by) {
  const place = list.indexOf(here);
  return list[place < 0 ? 0 : Math.min(list.length - 1, Math.max(0, place + by))];
}

function between(event, by) {
  const line = lineOf(event.target);
  if (line) {
    focusLine(step(lines(), line, by));
  } else if (people().length && !event.target.closest?.("#laci")) {
    const here = people().includes(event.target)
      ? event.target
      : document.querySelector("#grid tr.is-here th a");
    (people().includes(event.target) ? step(people(), here, by) : (here ?? people()[0])).focus();
  } else {
    return;
  }
  event.preventDefault();
}

function rate(event, stop) {
  const line = lineOf(event.target) ?? lines().find((one) => !one.querySelector("input:checked"));
  if (!line) return;
  event.preventDefault();
  const input = line.querySelectorAll("input")[stop];
  input.focus();
  if (!input.checked) input.click();
  const next = step(lines(), line, 1);
  if (next !== line) focusLine(next);
}

function enterDrawer(event) {
  if (!people().includes(event.target) || !lines().length) return;
  event.preventDefault();
  focusLine(lines().find((one) => !one.querySelector("input:checked")) ?? lines()[0]);
}

function leaveDrawer(event) {
  if (!event.target.closest?.("#laci")) return;
  event.preventDefault();
  document.querySelector("#grid tr.is-here th a")?.focus();
}

function nextPerson(event) {
  const button = document.querySelector("#laci .drawer-foot button[name=then]");
  if (!button) return;
  event.preventDefault();
  button.click();
}

function showKeys(event) {
  const keys = document.querySelector("[data-rating-keys]");
  if (!keys) return;
  event.preventDefault();
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") leaveDrawer(event);
  if (writes(event.target)) return;
  if (event.key === "ArrowDown") between(event, 1);
  else if (event.key === "ArrowUp") between(event, -1);
  else if (event.key === "ArrowRight") enterDrawer(event);
  else if (event.key in STOPS) rate(event, STOPS[event.key]);
  else if (event.key.toLowerCase() === "n") nextPerson(event);
  else if (event.key === "?") showKeys(event);
});
