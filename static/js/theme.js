// Light or dark before the first paint; the choice is sent in the background, nothing reloads.
// Without this script the same form posts, and "system" means light.
"use strict";
{
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const show = () => {
    const { theme } = root.dataset;
    root.dataset.bsTheme = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
  };

  show();
  dark.addEventListener("change", show);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-theme-form]") || !event.submitter) return;
    event.preventDefault();
    root.dataset.theme = event.submitter.value;
    show();
    for (const button of document.querySelectorAll("[data-theme-form] button")) {
      button.setAttribute("aria-pressed", String(button.value === root.dataset.theme));
    }
    const body = new FormData(form);
    body.set("theme", root.dataset.theme);
    fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => {
      // offline: the choice holds for this page, the next one is as before
    });
  });
}
