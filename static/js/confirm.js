/* Reports that wait, by keys: J/K move from one to the next, X confirms, T goes to returning it, the
   space bar marks it. Each key is a button, a link or a box of the row; after a report was decided the
   one now in its place is at hand. */
(function () {
  "use strict";
  var list = document.querySelector("[data-confirm-rows]");
  if (!list) return;
  var PLACE = "xac-nhan:dong";
  var rows = Array.prototype.slice.call(list.querySelectorAll("li[data-row]"));
  var at = -1;

  function go(place) {
    if (!rows.length) return;
    at = Math.max(0, Math.min(rows.length - 1, place));
    rows[at].focus();
    rows[at].scrollIntoView({ block: "nearest" });
  }
  function press(selector) {
    var target = at > -1 && rows[at].querySelector(selector);
    if (!target) return;
    try { sessionStorage.setItem(PLACE, String(at)); } catch (blocked) { /* storage is blocked */ }
    target.click();
  }

  list.addEventListener("focusin", function (event) {
    var row = event.target.closest("li[data-row]");
    if (row) at = rows.indexOf(row);
  });
  document.addEventListener("keydown", function (event) {
    if (!window.soTay.keysAreFree(event)) return;
    var key = event.key.toLowerCase();
    if (key === "j") go(at + 1);
    else if (key === "k") go(at - 1);
    else if (key === "x") press("form[action$='/confirm'] button");
    else if (key === "t") press("[data-return]");
    else if (key === " " && document.activeElement === rows[at]) {
      event.preventDefault();
      press("[data-mark]");
    }
  });

  var kept = null;
  try {
    kept = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
  } catch (blocked) { /* storage is blocked */ }
  if (kept !== null) go(Number(kept));
})();
