// Paper sheets by keyboard alone: one row a sheet, saved as it is completed.
//
// Without this file the same form sends its ten rows at once. Each row is a tr[data-sheet]; its
// fields carry a prefix "form-N-", which is taken off when a row is sent by itself.
const form = document.querySelector("form[data-sheets]");

if (form) start(form);

function start(form) {
  const body = form.querySelector("tbody");
  const pattern = form.querySelector("template");
  const undo = form.querySelector("[data-undo-last]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const free = new Set(form.dataset.free.split(" ").filter(Boolean));
  const saved = [];

  const rowOf = (element) => element.closest("tr[data-sheet]");
  const rows = () => [...body.querySelectorAll("tr[data-sheet]")];
  const all = (row) => [...row.querySelectorAll("input, select")];
  const cells = (row) => all(row).filter((cell) => !cell.disabled);
  const plain = (cell) => cell.name.replace(/^form-(\d+|__prefix__)-/, "");
  const field = (row, name) => all(row).find((cell) => plain(cell) === name);
  const answered = (row) =>
    cells(row).some((cell) => "rating" in cell.dataset && cell.value && !cell.dataset.settled);
  const open = (row) => !row.dataset.written && !row.dataset.sending;

  form.querySelector("[data-plain]").hidden = true;

  function say(row, text, kind) {
    const state = row.querySelector(".sheet-state");
    state.textContent = text;
    state.className = `sheet-state ${kind}`;
  }

  function mark(cell, text) {
    const place = cell.closest("td");
    place.querySelector(".invalid-feedback")?.remove();
    place.classList.toggle("has-error", Boolean(text));
    cell.setAttribute("aria-invalid", text ? "true" : "false");
    if (!text) return;
    const note = document.createElement("span");
    note.className = "invalid-feedback";
    note.id = `${cell.id}_error`;
    note.textContent = text;
    cell.setAttribute("aria-describedby", note.id);
    place.append(note);
  }

  // A free service costs nothing: whatever the sheet says there counts 4. The cell keeps its place,
  // because the operator reads nine answers in a row.
  const isFreeCost = (cell) =>
    plain(cell) === "r-cost" && free.has(field(rowOf(cell), "service").value);

  function settleCost(row) {
    const cost = field(row, "r-cost");
    if (!cost) return;
    if (isFreeCost(cost)) cost.value = "4";
    else if (cost.dataset.settled) cost.value = "";
    cost.dataset.settled = isFreeCost(cost) ? "yes" : "";
  }

  // A row begins with the day and the service of the one before.
  function carryOver(from, to) {
    for (const name of ["day", "service", "visit_time"]) field(to, name).value = field(from, name).value;
    settleCost(to);
  }

  function addRow() {
    const number = rows().length;
    const holder = document.createElement("tbody");
    holder.innerHTML = pattern.innerHTML.replaceAll("__prefix__", String(number));
    const row = holder.querySelector("tr");
    row.querySelector("th").textContent = String(number + 1);
    body.append(row);
    return row;
  }

  function nextRow(row) {
    const list = rows();
    return list.slice(list.indexOf(row) + 1).find(open) ?? addRow();
  }

  function focus(cell) {
    cell.focus();
    cell.select?.();
  }

  function move(cell, by) {
    const list = cells(rowOf(cell));
    const next = list[list.indexOf(cell) + by];
    if (next) focus(next);
    return Boolean(next);
  }

  function moveRow(cell, by) {
    const list = rows().filter(open);
    const next = list[list.indexOf(rowOf(cell)) + by];
    const there = next && field(next, plain(cell));
    if (there) focus(there);
  }

  function count(answer) {
    for (const name of ["rows", "usable", "unusable"]) {
      document.querySelector(`[data-count=${name}]`).textContent = String(answer[name]);
    }
  }

  async function send(url, data) {
    data.append("csrfmiddlewaretoken", token);
    const headers = { Accept: "application/json" };
    const response = await fetch(url, { method: "POST", body: data, headers });
    if (![200, 409, 422].includes(response.status)) throw new Error(String(response.status));
    return response.json();
  }

  async function save(row) {
    if (!open(row)) return;
    row.dataset.sending = "yes";
    const data = new FormData();
    for (const cell of all(row)) data.append(plain(cell), cell.value);
    for (const cell of all(row)) mark(cell, "");
    try {
      const answer = await send(form.dataset.save, data);
      delete row.dataset.sending;
      if (answer.errors) {
        for (const [name, text] of Object.entries(answer.errors)) mark(field(row, name), text);
        say(row, "", "");
        focus(field(row, Object.keys(answer.errors)[0]));
      } else if (answer.refused) {
        say(row, answer.refused, "is-late");
      } else {
        row.dataset.written = answer.written;
        saved.push(row);
        for (const cell of all(row)) cell.disabled = true;
        say(row, answer.note, "");
        count(answer);
        undo.hidden = false;
      }
    } catch {
      delete row.dataset.sending;
      say(row, form.dataset.failed, "is-late");
    }
  }

  async function undoLast() {
    const row = saved.at(-1);
    if (!row) return;
    const data = new FormData();
    data.append("written", row.dataset.written);
    try {
      const answer = await send(form.dataset.undo, data);
      if (answer.refused) return void say(row, answer.refused, "is-late");
      saved.pop();
      delete row.dataset.written;
      for (const cell of all(row)) cell.disabled = false;
      say(row, "", "");
      count(answer);
      undo.hidden = saved.length === 0;
      focus(cells(row)[0]);
    } catch {
      say(row, form.dataset.failed, "is-late");
    }
  }

  function complete(row) {
    save(row);
    const next = nextRow(row);
    if (!field(next, "service").value || !answered(next)) {
      carryOver(row, next);
    }
    const ready = field(next, "day").value && field(next, "service").value;
    focus(ready ? field(next, "sex") : cells(next)[0]);
  }

  body.addEventListener("input", (event) => {
    const cell = event.target;
    if (plain(cell) === "service") settleCost(rowOf(cell));
    if (!("rating" in cell.dataset)) return;
    if (isFreeCost(cell) && cell.value) cell.value = "4";
    const good = /^[1-4]?$/.test(cell.value);
    mark(cell, good ? "" : form.dataset.bad);
    if (good && cell.value) move(cell, 1);
    else if (!good) cell.select();
  });

  body.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || !cell.name) return;
    const isSelect = cell.tagName === "SELECT";
    const isRating = "rating" in cell.dataset;
    if (event.key === "Enter") {
      event.preventDefault();
      if (!move(cell, 1)) complete(rowOf(cell));
    } else if (event.key === "Tab" && !event.shiftKey && cell === cells(rowOf(cell)).at(-1)) {
      event.preventDefault();
      complete(rowOf(cell));
    } else if (isRating && event.key === "ArrowRight") {
      event.preventDefault();
      move(cell, 1);
    } else if (isRating && event.key === "ArrowLeft") {
      event.preventDefault();
      move(cell, -1);
    } else if (!isSelect && event.key === "ArrowDown") {
      event.preventDefault();
      moveRow(cell, 1);
    } else if (!isSelect && event.key === "ArrowUp") {
      event.preventDefault();
      moveRow(cell, -1);
    }
  });

  form.addEventListener("submit", (event) => event.preventDefault());
  undo.addEventListener("click", undoLast);
  window.addEventListener("beforeunload", (event) => {
    if (rows().some((row) => open(row) && answered(row))) event.preventDefault();
  });
  for (const row of rows()) settleCost(row);
  const first = rows().find(open);
  if (first) focus(first.querySelector(".has-error input, .has-error select") ?? cells(first)[0]);
}
