// Entries of daily progress survive a bad connection: what cannot be sent stays on this device and
// is sent later by itself, when the connection is back or the next page opens.
//
// Each entry carries an id that was made here, so sending it twice stores it once. Entries belong
// to the account that typed them. What is attached is kept by kept-photos.js under the same key.
const PREFIX = "kinerja-entry:";
const MINUTE = 60_000;
const PATIENCE = 15_000;
const PATIENCE_WITH_FILE = 180_000;
const LARGEST = 10 * 1024 * 1024;
const photos = window.keptPhotos;

const box = document.querySelector("[data-kept-entries]");
const form = document.querySelector("form[data-keep-entry]");

const word = (name, values = {}) =>
  Object.entries(values).reduce((all, [key, value]) => all.replace(`{${key}}`, value), box.dataset[name] ?? "");
const own = () => `${PREFIX}${box.dataset.account}:`;
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(own()));
const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function say(text, ...more) {
  box.hidden = !text;
  box.querySelector("p").replaceChildren(text, ...more.flatMap((one) => [" ", one]));
}

function link(text, address) {
  const found = document.createElement("a");
  found.href = address;
  found.textContent = text;
  return found;
}

function button(text, run) {
  const found = document.createElement("button");
  found.type = "button";
  found.className = "btn btn-link btn-sm";
  found.textContent = text;
  found.addEventListener("click", run);
  return found;
}

/** Send one entry: its answer as {kind, ...}; kind is sent, refused, expired or later. */
async function send(body, patience, headers = {}) {
  try {
    const answer = await fetch(box.dataset.url, {
      method: "POST",
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
      headers: { "X-Kept": "1", "X-CSRFToken": token(), Accept: "application/json", ...headers },
    });
    if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) return { kind: "expired" };
    if (!answer.headers.get("Content-Type")?.includes("json")) return { kind: "later" };
    return { kind: answer.ok ? "sent" : "refused", ...(await answer.json()) };
  } catch {
    return { kind: "later" };
  }
}

/** A kept entry as it is sent; nothing when its file is not on this device any more. */
async function bodyOf(key, kept) {
  const body = new FormData();
  for (const [name, value] of kept.values) body.append(name, value);
  if (!kept.file) return body;
  const file = await photos.get(key).catch(() => null);
  if (!file) return null;
  body.append("file", file, kept.file.name);
  return body;
}

function forget(key) {
  localStorage.removeItem(key);
  return photos.drop(key).catch(() => null);
}

/** Entries without a file go first: they pass where a photo does not. */
const inOrder = () => keys().sort((one, other) => Boolean(read(one)?.file) - Boolean(read(other)?.file));

let sending = false;
async function sendAll() {
  if (sending || !keys().length) return;
  sending = true;
  let sent = 0;
  for (const key of inOrder()) {
    const kept = read(key);
    if (!kept || kept.refused) continue;
    const body = await bodyOf(key, kept);
    const answer = body
      ? await send(body, kept.file ? PATIENCE_WITH_FILE : PATIENCE)
      : { kind: "refused", message: word("photoGone") };
    if (answer.kind === "sent") {
      await forget(key);
      sent += 1;
    } else if (answer.kind === "refused") {
      const reason = Object.values(answer.errors ?? {}).flat()[0] ?? answer.message;
      localStorage.setItem(key, JSON.stringify({ ...kept, refused: reason }));
    } else {
      sending = false;
      return tell(answer.kind);
    }
  }
  sending = false;
  tell("", sent);
}

/** What waits, one line each: the photo small, the text, the file's name and size. */
function list(waiting) {
  const rows = waiting.map((key) => {
    const kept = read(key) ?? { values: [] };
    const row = document.createElement("li");
    if (kept.file?.thumb) {
      const picture = document.createElement("img");
      Object.assign(picture, { src: kept.file.thumb, alt: "", className: "kept-pic" });
      row.append(picture);
    }
    const text = document.createElement("span");
    text.textContent = kept.values.find(([name]) => name === "text")?.[1] ?? "";
    row.append(text);
    if (kept.file) {
      const about = document.createElement("small");
      about.className = "soft d-block";
      about.textContent = `${kept.file.name}, ${Math.ceil(kept.file.size / 1024)} KB`;
      text.append(about);
    }
    return row;
  });
  box.querySelector("[data-kept-list]").replaceChildren(...rows);
  box.querySelector("details").hidden = !rows.length;
}

/** What is so now, in one sentence, and what waits. */
function tell(kind = "", sent = 0) {
  const waiting = keys();
  list(waiting);
  const refused = waiting.find((key) => read(key)?.refused);
  const back = encodeURIComponent(location.pathname + location.search);
  if (kind === "expired" && waiting.length) {
    return say(word("expired"), link(word("signIn"), `${word("signInUrl")}?next=${back}`));
  }
  if (refused) {
    const id = refused.slice(own().length);
    return say(
      `${word("refused")} ${read(refused).refused}`,
      link(word("mend"), `${box.dataset.url}?kept=${id}`),
      button(word("discard"), () => (forget(refused), tell())),
    );
  }
  if (waiting.length) return say(word(navigator.onLine ? "failed" : "offline", { n: waiting.length }));
  if (sent) return say(word("sent", { n: sent }));
  say("");
}

/** Keep an entry with its file; whether the file found room. */
async function keep(values, { file, thumb }) {
  const key = own() + values.find(([name]) => name === "client_id")[1];
  const about = file && { name: file.name, size: file.size, thumb };
  const hasRoom = !file || (await photos.put(key, file).then(() => true, () => false));
  if (!file || !hasRoom) await photos.drop(key).catch(() => null);
  localStorage.setItem(key, JSON.stringify({ at: Date.now(), values, file: hasRoom ? about : null }));
  return hasRoom;
}

/** Errors stand at their fields. */
function mark(errors) {
  for (const old of form.querySelectorAll("[data-kept-error]")) old.remove();
  for (const field of form.querySelectorAll(".is-invalid")) field.classList.remove("is-invalid");
  for (const [name, sentences] of Object.entries(errors)) {
    const field = [...form.elements].find((one) => one.name === name && one.type !== "hidden");
    const note = document.createElement("div");
    note.className = "invalid-feedback d-block";
    note.dataset.keptError = "";
    note.textContent = sentences.join(" ");
    if (field) field.classList.add("is-invalid");
    (field ?? form.lastElementChild).after(note);
    field?.closest("details")?.setAttribute("open", "");
  }
  form.querySelector(".is-invalid")?.focus();
}

function beginAnew() {
  for (const name of ["text", "quantity", "unit", "file", "url"]) form.elements[name].value = "";
  form.elements.client_id.value = crypto.randomUUID();
  form.elements.text.focus();
}

async function submitted(event) {
  const status = form.querySelector("[data-kept-status]");
  const body = new FormData(form);
  body.append("then", event.submitter?.value ?? "submit");
  // What lacks its text is answered by the page itself, as without scripts.
  if (!body.get("text").trim() && navigator.onLine) return;
  event.preventDefault();
  if (!body.get("text").trim()) return mark({ text: [word("required")] });
  const buttons = [...form.elements].filter((one) => one.type === "submit");
  for (const one of buttons) one.disabled = true;
  const chosen = body.get("file");
  const attached = chosen?.size ? await photos.prepared(chosen) : {};
  if (attached.file) body.set("file", attached.file, attached.file.name);
  const tooLarge = attached.file?.size > LARGEST;
  const answer = navigator.onLine && !tooLarge ? await send(body, PATIENCE, { "X-Says": "1" }) : { kind: "later" };
  for (const one of buttons) one.disabled = false;
  if (tooLarge) return mark({ file: [word("large")] });
  if (answer.kind === "sent") {
    await forget(own() + body.get("client_id"));
    return location.assign(answer.url);
  }
  if (answer.kind === "refused") return mark(answer.errors ?? { text: [answer.message] });
  const values = [...body].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  let hasRoom;
  try {
    hasRoom = await keep(values, attached);
  } catch {
    return (status.textContent = word("full"));
  }
  beginAnew();
  status.textContent = word(hasRoom ? "kept" : "photo");
  tell(answer.kind);
}

/** An entry that was refused comes back into the fields, its file too. */
async function mend() {
  const id = new URLSearchParams(location.search).get("kept");
  const kept = id && read(own() + id);
  if (!kept) return;
  for (const [name, value] of kept.values) {
    const fields = [...form.elements].filter((one) => one.name === name && one.type !== "submit");
    for (const field of fields) {
      if (field.type === "radio") field.checked = field.value === value;
      else if (field.type !== "file") field.value = value;
    }
  }
  const file = kept.file && (await photos.get(own() + id).catch(() => null));
  if (!file) return;
  const hand = new DataTransfer();
  hand.items.add(file);
  form.elements.file.files = hand.files;
  form.elements.file.closest("details")?.setAttribute("open", "");
}

if (box) {
  if (form) {
    mend();
    form.addEventListener("submit", submitted);
  }
  tell();
  sendAll();
  window.addEventListener("online", sendAll);
  window.addEventListener("offline", () => tell());
  setInterval(sendAll, MINUTE);
  // Whoever signs out leaves nothing on the device, and is asked first.
  for (const leave of document.querySelectorAll("[data-forget-drafts]")) {
    leave.addEventListener("click", () => {
      if (keys().length) leave.dataset.confirm = word("leave", { n: keys().length });
      else delete leave.dataset.confirm;
    });
    leave.addEventListener("submit", () => {
      for (const key of keys()) forget(key);
    });
  }
}
