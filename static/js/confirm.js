// A form or button with data-confirm="question" asks first; the answer's button repeats the verb.
// Captures the event, so that nothing else sees a form which is not sent yet.
const dialog = document.getElementById("confirm");
const agreed = new WeakSet();

function ask(question, form, submitter) {
  const yes = dialog.querySelector("[data-yes]");
  dialog.querySelector("[data-question]").textContent = question;
  yes.textContent = submitter.textContent.trim();
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (dialog.returnValue !== "yes") return submitter.focus();
    agreed.add(form);
    form.requestSubmit(submitter);
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
