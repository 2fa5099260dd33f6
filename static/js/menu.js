// Floating menus close on Escape, on a click elsewhere, and when the keyboard moves on.
const close = (menu) => menu.removeAttribute("open");
const opened = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of opened()) if (!menu.contains(event.target)) close(menu);
});

document.addEventListener("focusin", (event) => {
  for (const menu of opened()) if (!menu.contains(event.target)) close(menu);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of opened()) {
    close(menu);
    menu.querySelector("summary").focus();
  }
});
