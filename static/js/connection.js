// A part of the page that could not be renewed says so, instead of standing still.
const place = document.getElementById("messages");

function tell(text) {
  const note = document.createElement("div");
  const line = document.createElement("p");
  note.className = "note note-late";
  note.setAttribute("role", "alert");
  line.textContent = text;
  note.append(line);
  place.replaceChildren(note);
}

if (place) {
  document.addEventListener("htmx:sendError", () => tell(place.dataset.offline));
  document.addEventListener("htmx:responseError", () => tell(place.dataset.trouble));
}
