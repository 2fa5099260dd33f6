// Long forms save themselves. What could not be sent stays on this device until it can be.
//
// form[data-autosave=URL] sends changes after a pause and keeps them here until they arrived;
// form[data-keep] only keeps them. Both carry data-autosave-key (account and address) and the
// sentences; a [data-autosave-status] inside says what is so. A kept text comes back when the
// page is opened again, unless the server has the same text or the form was sent and taken.
// Many small forms on one page share the sentences of a [data-autosave-words] around them; with
// data-own-version a form keeps a version of its own.
const PAUSE = 1500;
const RETRIES = [5000, 15_000, 60_000];
const WEEK = 7 * 24 * 60 * 60 * 1000;
const PREFIX = "kinerja:";
const OURS = /^(csrfmiddlewaretoken|row_version|.+-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS)$/;

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};
const write = (key, record) => {
  try {
    localStorage.setItem(key, JSON.stringify(record));
  } catch {
    // storage is full or closed: the fields still hold the text
  }
};
const keptKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** What a person typed, as [name, value] in the order of the form; no files, no passwords. */
const typed = (form) =>
  [...new FormData(form)].filter(
    ([name, value]) =>
      typeof value === "string" && !OURS.test(name) && fieldsOf(form, name)[0]?.type !== "password",
  );
const fieldsOf = (form, name) => [...form.elements].filter((one) => one.name === name);
const versionOf = (form) => form.elements.row_version?.value ?? "";

/** Put values back; returns those for which the form has no field any more. */
function fill(form, values) {
  const rest = [...values];
  const take = (name) => {
    const place = rest.findIndex(([one]) => one === name);
    return place < 0 ? undefined : rest.splice(place, 1)[0][1];
  };
  for (const field of form.elements) {
    if (!field.name || OURS.test(field.name) || ["file", "password", "submit"].includes(field.type)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      const place = rest.findIndex(([name, value]) => name === field.name && value === field.value);
      field.checked = place >= 0;
      if (place >= 0) rest.splice(place, 1);
    } else if (field.type === "select-multiple") {
      const chosen = values.filter(([name]) => name === field.name).map(([, value]) => value);
      for (const option of field.options) option.selected = chosen.includes(option.value);
      while (take(field.name) !== undefined);
    } else {
      const value = take(field.name);
      if (value !== undefined) field.value = value;
    }
  }
  form.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
  return rest.filter(([, value]) => value.trim());
}

class Draft {
  constructor(form) {
    this.form = form;
    this.key = PREFIX + form.dataset.autosaveKey;
    this.url = form.dataset.autosave;
    this.line = form.querySelector("[data-autosave-status]");
    this.server = typed(form);
    this.saved = this.server;
    this.failures = 0;
    this.comeBack();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => this.sending(event));
    window.addEventListener("online", () => this.plan(0));
  }

  /** A save under way ends first: it would make the version that the form sends an old one. */
  sending(event) {
    this.keep({ sent: true });
    if (!this.running || event.defaultPrevented) return;
    event.preventDefault();
    this.running.finally(() => {
      this.form.dataset.agreed = "";
      this.form.requestSubmit(event.submitter);
    });
  }

  word(name, values = {}) {
    const shared = this.form.closest("[data-autosave-words]");
    const text = this.form.dataset[name] ?? shared?.dataset[name] ?? "";
    return Object.entries(values).reduce((all, [key, value]) => all.replace(`{${key}}`, value), text);
  }

  say(kind, text, ...acts) {
    if (!this.line) return;
    this.line.className = `saved is-${kind}`;
    this.line.replaceChildren(text, ...acts.flatMap((act) => [" ", act]));
  }

  act(word, run) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.word(word);
    button.addEventListener("click", run);
    return button;
  }

  link(word, address) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = this.word(word);
    return link;
  }

  keep(more = {}) {
    clearTimeout(this.timer);
    const values = typed(this.form);
    if (same(values, this.saved)) return this.drop();
    write(this.key, { at: Date.now(), version: versionOf(this.form), values, ...more });
  }

  drop() {
    localStorage.removeItem(this.key);
  }

  changed() {
    this.keep();
    if (!this.blocked) this.plan(PAUSE);
  }

  plan(pause) {
    clearTimeout(this.timer);
    if (this.url) this.timer = setTimeout(() => this.save(), pause);
  }

  /** What was kept and is not on the server returns; a changed server is not overwritten. */
  comeBack() {
    const kept = read(this.key);
    if (!kept?.values) return;
    const taken = kept.sent && document.querySelector('#messages [data-level="success"]');
    if (taken || same(kept.values, this.server)) return this.drop();
    const restore = () => {
      const over = fill(this.form, kept.values);
      this.say("restored", this.word("restored"), this.act("discard", () => this.discard()), ...this.leftOver(over));
      this.keep();
      this.plan(PAUSE);
    };
    if (kept.version === versionOf(this.form)) return restore();
    const time = new Date(kept.at).toTimeString().slice(0, 5).replace(":", ".");
    this.say(
      "trouble",
      this.word("differs", { time }),
      this.act("restore", restore),
      this.act("discard", () => this.discard()),
    );
  }

  discard() {
    fill(this.form, this.server);
    this.drop();
    this.say("restored", this.word("discarded"));
    if (!same(this.saved, this.server)) this.plan(0);
  }

  leftOver(values) {
    if (!values.length) return [];
    const field = document.createElement("textarea");
    field.readOnly = true;
    field.className = "form-control left-over";
    field.setAttribute("aria-label", this.word("leftOver"));
    field.value = values.map(([, value]) => value).join("\n");
    return [this.word("leftOver"), field];
  }

  save() {
    if (this.running || same(typed(this.form), this.saved)) return;
    this.running = this.send().finally(() => {
      this.running = null;
    });
  }

  async send() {
    const values = typed(this.form);
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    const headers = { "X-Autosave": "1", Accept: "application/json" };
    try {
      const answer = await fetch(this.url, { method: "POST", body, headers, redirect: "manual" });
      await this.understand(answer, values);
    } catch {
      this.retry();
    }
    if (!this.blocked && !this.failures && !same(typed(this.form), values)) this.plan(PAUSE);
  }

  async understand(answer, values) {
    if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) {
      const back = encodeURIComponent(location.pathname + location.search);
      return this.say("trouble", this.word("expired"), this.link("signIn", `${this.word("signInUrl")}?next=${back}`));
    }
    if (answer.status >= 500 || !answer.headers.get("Content-Type")?.includes("json")) return this.retry();
    const { message, errors = {}, row_version: version } = await answer.json();
    this.failures = 0;
    this.mark(errors);
    if (answer.status === 409) {
      this.blocked = true;
      return this.say("trouble", message, this.act("reload", () => location.reload()));
    }
    if (!answer.ok) return this.say("trouble", message);
    this.saved = values;
    if (version !== undefined && version !== null) {
      const own = "ownVersion" in this.form.dataset;
      const fields = own ? [this.form.elements.row_version] : document.getElementsByName("row_version");
      for (const field of fields) field.value = version;
    }
    this.keep();
    this.say("saved", message);
    // figures that follow from what was saved are renewed, unless the person went on meanwhile
    if (same(typed(this.form), values)) {
      this.form.dispatchEvent(new CustomEvent("autosaved", { bubbles: true }));
    }
  }

  retry() {
    const pause = RETRIES[Math.min(this.failures, RETRIES.length - 1)];
    const n = typed(this.form).filter((one) => !this.saved.some((other) => same(one, other))).length;
    this.failures += 1;
    this.say("trouble", navigator.onLine ? this.word("failed") : this.word("offline", { n }));
    this.plan(pause);
  }

  /** Errors stand at their fields, and leave when they are mended. */
  mark(errors) {
    for (const old of this.form.querySelectorAll("[data-autosave-error]")) {
      old.previousElementSibling?.classList.remove("is-invalid");
      old.remove();
    }
    for (const [name, sentences] of Object.entries(errors)) {
      const field = fieldsOf(this.form, name)[0];
      if (!field || field.type === "hidden") continue;
      const note = document.createElement("div");
      note.className = "invalid-feedback";
      note.dataset.autosaveError = "";
      note.textContent = sentences.join(" ");
      field.classList.add("is-invalid");
      field.after(note);
    }
  }
}

const started = new WeakSet();
function start(root) {
  for (const form of root.querySelectorAll("form[data-autosave], form[data-keep]")) {
    if (!started.has(form)) started.add(form), new Draft(form);
  }
}

if (!document.body.hasAttribute("data-signed-out")) {
  start(document);
  document.addEventListener("htmx:load", (event) => start(event.detail.elt));
  // Forms that were sent and taken, and texts that nobody came back for.
  const taken = document.querySelector('#messages [data-level="success"]');
  for (const key of keptKeys()) {
    const kept = read(key);
    if (!kept || (kept.sent && taken) || Date.now() - kept.at > WEEK) localStorage.removeItem(key);
  }
}

// Whoever signs out leaves nothing on the device.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-forget-drafts]")) {
    for (const key of keptKeys()) localStorage.removeItem(key);
  }
});
