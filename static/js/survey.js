// One question at a time. Without this script all stand on one page and are sent as they are.
const form = document.querySelector("[data-survey]");
const steps = [...form.querySelectorAll("[data-step]")];
let here = 0;

function show(number, { focus = true, remember = true } = {}) {
  here = Math.max(0, Math.min(number, steps.length - 1));
  steps.forEach((step, n) => step.classList.toggle("is-here", n === here));
  if (remember) history.pushState({ step: here }, "");
  if (focus) {
    steps[here].querySelector(".survey-q").focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  window.speechSynthesis?.cancel();
}

function isAnswered(step) {
  const radios = [...step.querySelectorAll("input[type=radio]")];
  const optional = radios[0]?.name.startsWith("lain-");
  return !radios.length || optional || radios.some((one) => one.checked);
}

function complain(step, wrong) {
  step.toggleAttribute("data-wrong", wrong);
  const text = step.querySelector("[data-wrong-text]");
  if (text) text.hidden = !wrong;
}

function next() {
  const step = steps[here];
  const wrong = !isAnswered(step);
  complain(step, wrong);
  if (wrong) step.querySelector("input").focus();
  else show(here + 1);
}

form.classList.add("is-stepped");
for (const nav of form.querySelectorAll("[data-nav], [data-back]")) nav.hidden = false;
const wrongAt = steps.findIndex((step) => step.hasAttribute("data-wrong"));
history.replaceState({ step: Math.max(0, wrongAt) }, "");
show(Math.max(0, wrongAt), { focus: wrongAt >= 0, remember: false });

form.addEventListener("click", (event) => {
  if (event.target.closest("[data-next]")) next();
  if (event.target.closest("[data-back]")) show(here - 1);
});
form.addEventListener("change", (event) => {
  const step = event.target.closest("[data-step]");
  if (step && isAnswered(step)) complain(step, false);
});
// Enter goes on to the next question; only the last one sends.
form.addEventListener("submit", (event) => {
  if (event.submitter?.name !== "kirim" || here === steps.length - 1) return;
  event.preventDefault();
  next();
});
addEventListener("popstate", (event) => {
  if (event.state && "step" in event.state) show(event.state.step, { remember: false });
});
for (const link of form.querySelectorAll("#kurang a")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    show(steps.findIndex((step) => `#${step.id}` === link.hash));
  });
}

const large = form.querySelector("[data-large]");
large.addEventListener("click", (event) => {
  event.preventDefault();
  const on = document.documentElement.classList.toggle("is-large");
  large.setAttribute("aria-pressed", String(on));
  form.elements.besar[0].value = on ? "1" : "0";
});

const read = form.querySelector("[data-read]");
if ("speechSynthesis" in window) {
  read.hidden = false;
  read.addEventListener("click", () => {
    speechSynthesis.cancel();
    for (const part of steps[here].querySelectorAll("[data-said]")) {
      const words = new SpeechSynthesisUtterance(part.textContent);
      words.lang = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
      speechSynthesis.speak(words);
    }
  });
}
