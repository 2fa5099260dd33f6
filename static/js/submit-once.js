// A double click sends a form once: its buttons rest until the answer comes.
const MINUTE = 60_000;
const pending = new Set();

function rest(form) {
  const buttons = [...form.elements].filter((one) => one.type === "submit" && !one.disabled);
  pending.add(form);
  for (const button of buttons) {
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
  }
  // a download answers without a new page
  setTimeout(() => wake(form), MINUTE / 6);
}

function wake(form) {
  if (!pending.delete(form)) return;
  for (const button of form.elements) {
    if (button.getAttribute("aria-busy") !== "true") continue;
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (pending.has(form)) return event.preventDefault();
  // after the browser has read which button was pressed
  setTimeout(() => rest(form));
});

// The page may come back from the browser's memory.
window.addEventListener("pageshow", () => [...pending].forEach(wake));
document.addEventListener("htmx:afterRequest", (event) => wake(event.target));
