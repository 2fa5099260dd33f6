// A form or button with data-confirm="question" asks first; the answer's button repeats the verb.
// Captures the event, so that nothing else sees a form which is not sent yet.
// Neither module nor deferred: no button may stand on the page before it would ask.
"use strict";
{
  const agreed = new WeakSet();

  // What saved itself while the question stood may have drawn form and button anew. Their successors
  // then take their place; where the act is no longer offered there is none.
  function asTheyStand(form, submitter) {
    const place = form.isConnected ? form : [...document.forms].find((one) => one.action === form.action);
    if (!place || submitter.form === place) return [place, place && submitter];
    const like = (one) =>
      one.type === "submit" && one.formAction === submitter.formAction && one.textContent === submitter.textContent;
    return [place, [...place.elements].find(like)];
  }

  function ask(question, form, submitter) {
    const dialog = document.getElementById("confirm");
    const yes = dialog.querySelector("[data-yes]");
    dialog.querySelector("[data-question]").textContent = question;
    yes.textContent = submitter.textContent.trim();
    dialog.returnValue = "";
    dialog.onclose = () => {
      const [place, button] = asTheyStand(form, submitter);
      if (dialog.returnValue !== "yes") return button?.focus();
      if (!button) return;
      if ((button.dataset.confirm ?? place.dataset.confirm) === question) agreed.add(place);
      place.requestSubmit(button);
    };
    dialog.showModal();
  }

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
      // data-agreed: the answer was given already, the form only waited for its own saving
      const waited = "agreed" in form.dataset;
      delete form.dataset.agreed;
      if (!question || waited || agreed.delete(form)) return;
      event.preventDefault();
      event.stopPropagation();
      ask(question, form, event.submitter ?? form.querySelector("button"));
    },
    true,
  );
}
