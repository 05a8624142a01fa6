/* In <head>, before anything is drawn: no flash of the wrong colours. */
(function () {
  "use strict";
  var root = document.documentElement;
  var theme = null;
  root.classList.add("js");
  try { theme = localStorage.getItem("giao-dien"); } catch (blocked) { /* storage is blocked */ }
  if (theme !== "dark" && theme !== "light") {
    theme = window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  root.setAttribute("data-bs-theme", theme);
})();
