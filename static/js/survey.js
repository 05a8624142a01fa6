/* The public form part by part. Without script all parts stand on one page. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-survey]");
  if (!form) return;
  var parts = Array.prototype.slice.call(form.querySelectorAll("[data-part]"));
  var here = 0;

  function show(number, focus) {
    here = Math.max(0, Math.min(number, parts.length - 1));
    parts.forEach(function (part, place) { part.hidden = place !== here; });
    if (!focus) return;
    window.scrollTo(0, 0);
    var head = parts[here].querySelector("h1, h2");
    if (head) head.focus();
  }

  form.addEventListener("click", function (event) {
    if (event.target.closest("[data-next]")) {
      history.pushState({ part: here + 1 }, "");
      show(here + 1, true);
    } else if (event.target.closest("[data-back]")) {
      history.back();
    }
  });
  /* The browser's own way back goes one part back, not away from what was answered. */
  window.addEventListener("popstate", function (event) {
    show(event.state && event.state.part || 0, true);
  });
  /* A second press must not send a second time; the server would notice it all the same. */
  form.addEventListener("submit", function (event) {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", function () { delete form.dataset.sent; });
  history.replaceState({ part: 0 }, "");
  show(0, false);
})();
