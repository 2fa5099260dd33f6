// The tablet's screens: choose a language and a service, one question at a time, thanks, start over.
const LOW = 10;
const IDLE = 60;
const WARNING = 15;
const THANKS = 8;
const SEND_EVERY = 15;
const LOOK_EVERY = 300;

const store = window.kioskStore;
const at = document.body.dataset;
const screen = document.querySelector("[data-screen]");
const idle = document.querySelector("[data-idle]");
let content = null;
let language = "id";
let given = null;
let known = true;
let connected = navigator.onLine;
let left = { codes: 0, waiting: 0, refused: 0 };

const words = () => content?.words[language] ?? content?.words.id ?? {};
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
const busy = () => given !== null;

function make(tag, facts = {}, ...inside) {
  const { on, ...plain } = facts;
  const made = Object.assign(document.createElement(tag), plain);
  if (on) made.addEventListener("click", on);
  made.append(...inside.filter((one) => one !== null));
  return made;
}

function show(...parts) {
  screen.replaceChildren(...parts);
  const heading = screen.querySelector("h1");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  scrollTo(0, 0);
}

const button = (text, on, variant = "primary") =>
  make("button", { type: "button", className: `btn btn-${variant} survey-big`, textContent: text, on });

function showLanguages(offered) {
  const group = document.querySelector("[data-languages]");
  group.replaceChildren(
    ...offered.map(([code, name]) => {
      const one = make("button", {
        type: "button", textContent: name, lang: code,
        on: () => { language = code; redraw(); },
      });
      one.setAttribute("aria-pressed", String(code === language));
      return one;
    }),
  );
  document.documentElement.lang = language;
}

function offered() {
  const forms = given ? [content.forms[given.service.form]] : Object.values(content.forms);
  const all = new Map(forms.flatMap((form) => form.languages));
  return [...all];
}

function redraw() {
  if (!known) return showPlain(words().unknown ?? at.unknown, words().unknown_lead ?? at.unknownLead);
  if (!content) return undefined;
  if (content.services.length) showLanguages(offered());
  document.querySelector("[data-place]").textContent = `${content.counter}, ${content.unit}`;
  if (given?.done) return showThanks();
  return given ? showStep() : showStart();
}

function showPlain(title, lead) {
  show(make("h1", { textContent: title }), make("p", { className: "soft", textContent: lead }));
}

function showStart() {
  given = null;
  const said = words();
  if (!content.services.length) return showPlain(said.closed, "");
  if (!left.codes) return showPlain(said.empty, said.empty_lead);
  return show(
    make("h1", { textContent: said.title }),
    make("p", { className: "soft", textContent: said.lead }),
    make("h2", { className: "kiosk-label", textContent: said.service }),
    make("div", { className: "kiosk-services" }, ...content.services.map((service) =>
      make("button", {
        type: "button", className: "kiosk-choice", textContent: service.name,
        on: () => begin(service),
      }))),
  );
}

function begin(service) {
  const languages = content.forms[service.form].languages.map(([code]) => code);
  if (!languages.includes(language)) [language] = languages;
  given = { service, fields: {}, step: 0, began: performance.now(), done: false };
  redraw();
}

const asks = () => content.forms[given.service.form].asks[language];

function move(by) {
  given.step += by;
  redraw();
}

function navigation(...inside) {
  const back = given.step > 0
    ? make("button", { type: "button", className: "btn btn-link", textContent: words().back, on: () => move(-1) })
    : make("button", { type: "button", className: "btn btn-link", textContent: words().start_over, on: () => startOver() });
  return make("div", { className: "survey-nav" }, back, ...inside);
}

function showStep() {
  const { questions } = asks();
  if (given.step < questions.length) return showQuestion(questions[given.step], questions.length);
  return given.step === questions.length ? showProfile() : showComment();
}

function choose(question, value) {
  given.fields[question.name] = value;
  move(1);
}

function choices(question) {
  const group = make("div", { className: "kiosk-choices" }, ...question.options.map(([value, text]) => {
    const one = make("button", {
      type: "button", className: "kiosk-choice", textContent: text, on: () => choose(question, value),
    });
    one.setAttribute("aria-pressed", String(given.fields[question.name] === value));
    return one;
  }));
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", question.text);
  return group;
}

function showQuestion(question, all) {
  const said = words();
  const typed = question.options.length ? null : writing(question.name, question.text, 200);
  const optional = question.needed ? [] : [button(said.next, () => move(1))];
  const past = make("progress", { className: "kiosk-progress", max: all, value: given.step + 0.5 });
  past.setAttribute("aria-hidden", "true");
  show(
    past,
    make("p", { className: "eyebrow", textContent: fill(said.number, { n: given.step + 1, all }) }),
    make("h1", { textContent: question.text }),
    make("p", { className: "soft", textContent: given.service.name }),
    typed ?? choices(question),
    navigation(...optional),
  );
}

function writing(name, label, maxLength) {
  const field = make("textarea", { className: "form-control", rows: 4, maxLength, value: given.fields[name] ?? "" });
  field.setAttribute("aria-label", label);
  field.addEventListener("input", () => { given.fields[name] = field.value; });
  return field;
}

function showProfile() {
  const said = words();
  const rows = asks().profile.map((field) => {
    const select = make("select", { className: "form-select", id: `id_${field.name}` },
      make("option", { value: "", textContent: said.skip }),
      ...field.options.map(([value, text]) => make("option", { value, textContent: text })));
    select.value = given.fields[field.name] ?? "";
    select.addEventListener("change", () => { given.fields[field.name] = select.value; });
    return make("div", {}, make("label", { className: "form-label", htmlFor: select.id, textContent: field.text }), select);
  });
  show(
    make("h1", { textContent: said.about }),
    make("p", { className: "soft", textContent: said.profile_lead }),
    make("div", { className: "kiosk-profile" }, ...rows),
    navigation(button(said.next, () => move(1))),
  );
}

function showComment() {
  const said = words();
  const trouble = make("p", { className: "note note-late", hidden: true, textContent: said.not_kept });
  trouble.setAttribute("role", "alert");
  const send = button(said.send, () => {
    send.disabled = trouble.hidden = true;
    finish().catch(() => {
      send.disabled = trouble.hidden = false;
    });
  });
  show(
    make("h1", { textContent: said.comment }),
    writing("comment", said.comment, 600),
    make("p", { className: "form-text", textContent: said.comment_hint }),
    trouble,
    navigation(send),
  );
}

async function finish() {
  const { service, fields, began } = given;
  const seconds = Math.round((performance.now() - began) / 1000);
  const kept = await store.keep({ service: service.code, fields, seconds, givenAt: Date.now() });
  await count();
  if (!kept) return startOver();
  given = { service, fields: {}, done: true };
  redraw();
  setTimeout(() => { if (given?.done) startOver(); }, THANKS * 1000);
  return exchange();
}

function showThanks() {
  show(
    make("h1", { textContent: words().thanks }),
    make("p", { className: "soft", textContent: words().thanks_lead }),
    button(words().start_over, startOver),
  );
}

function startOver() {
  given = null;
  language = "id";
  if (idle.open) idle.close();
  redraw();
}

// --- somebody walks away ---

let touched = performance.now();
for (const kind of ["pointerdown", "keydown", "input"]) {
  addEventListener(kind, () => { if (!idle.open) touched = performance.now(); });
}
document.querySelector("[data-idle-go-on]").addEventListener("click", () => idle.close());
idle.addEventListener("close", () => { touched = performance.now(); });

function watch() {
  const quiet = (performance.now() - touched) / 1000;
  if (quiet < IDLE) return undefined;
  if (!busy() || given.done) return language === "id" ? undefined : startOver();
  const rest = Math.ceil(IDLE + WARNING - quiet);
  if (rest <= 0) return startOver();
  document.querySelector("[data-idle-title]").textContent = words().idle;
  document.querySelector("[data-idle-lead]").textContent = fill(words().idle_lead, { n: rest });
  document.querySelector("[data-idle-go-on]").textContent = words().idle_go_on;
  if (!idle.open) idle.showModal();
  return undefined;
}

// --- with the server ---

async function count() {
  const before = left.codes;
  left = await store.counts();
  const said = content?.words.id;
  if (!said) return;
  const parts = [
    connected ? said.online : said.offline,
    fill(said.waiting, { n: left.waiting }),
    fill(said.codes, { n: left.codes }),
  ];
  if (left.refused) parts.push(fill(said.refused, { n: left.refused }));
  const status = document.querySelector("[data-status]");
  status.replaceChildren(make("span", { textContent: parts.join(" · ") }));
  if (left.codes <= LOW) status.append(make("strong", { textContent: said.low }));
  status.classList.toggle("is-low", left.codes <= LOW);
  if (!busy() && Boolean(before) !== Boolean(left.codes)) redraw();
}

let exchanging = false;
async function exchange() {
  if (exchanging || !content) return;
  exchanging = true;
  try {
    if (await store.refill(at.codes, content.pool)) connected = known = true;
    await count();
    if (await store.deliver(at.answers)) connected = known = true;
  } catch (error) {
    if (error.message === "unknown") {
      known = false;
      redraw();
    } else connected = false;
  } finally {
    exchanging = false;
    await count();
  }
}

async function look() {
  try {
    const response = await fetch(at.content);
    known = response.status !== 401;
    connected = true;
    if (response.ok) {
      content = await response.json();
      await store.setFact("content", content);
    }
  } catch {
    connected = false;
  }
  if (!busy()) redraw();
  await exchange();
}

async function start() {
  content = (await store.fact("content")) ?? null;
  await count();
  redraw();
  navigator.storage?.persist?.();
  await look();
  setInterval(watch, 1000);
  setInterval(exchange, SEND_EVERY * 1000);
  setInterval(() => { if (!busy()) look(); }, LOOK_EVERY * 1000);
  addEventListener("online", look);
  addEventListener("offline", () => { connected = false; count(); });
}

async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(at.worker, { scope: "/kios/" });
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map((one) => one.name);
  active.postMessage(loaded.filter((name) => new URL(name).pathname.startsWith("/static/")));
}

start();
keepPage();
