// A passkey that was not read, or that somebody chose not to use, is told in words.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-trouble").hidden = false;
});
