/* The grid of a unit's month: Enter and arrows move between rows, Ctrl+Enter keeps the row. Keys that
   belong to Telex or VNI are left alone, and so is every key that moves inside a text or a menu. */
(function () {
  "use strict";

  function column(field) {
    return field.name.slice(field.closest("[data-row]").dataset.draftPrefix.length);
  }
  /* The field of the same column in the next (1) or the previous (-1) row that has it in sight */
  function moved(field, step) {
    var rows = Array.prototype.slice.call(document.querySelectorAll("[data-row]"));
    var wanted = column(field);
    for (var at = rows.indexOf(field.closest("[data-row]")) + step; rows[at]; at += step) {
      var other = rows[at].querySelector("[name='" + rows[at].dataset.draftPrefix + wanted + "']");
      if (other && other.offsetParent) {
        other.focus();
        return true;
      }
    }
    return false;
  }
  /* Whether an arrow would leave the text: its caret stands at that end and nothing is selected */
  function atEdge(field, step) {
    if (field.tagName !== "TEXTAREA") return true;
    var edge = step > 0 ? field.value.length : 0;
    return field.selectionStart === edge && field.selectionEnd === edge;
  }

  document.addEventListener("keydown", function (event) {
    if (window.soTay.isComposing(event) || event.altKey || event.shiftKey) return;
    var field = event.target;
    var row = field.closest && field.closest("[data-row]");
    var isText = field.tagName === "TEXTAREA" || (field.tagName === "INPUT" && field.type === "text");
    if (!row || !field.name) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      row.dispatchEvent(new CustomEvent("keep-now"));
      moved(field, 1);
    } else if (event.ctrlKey || event.metaKey || !isText) {
      return;
    } else if (event.key === "Enter" && field.tagName === "INPUT") {
      event.preventDefault(); /* else the whole grid would be posted */
      moved(field, 1);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      var step = event.key === "ArrowDown" ? 1 : -1;
      if (atEdge(field, step) && moved(field, step)) event.preventDefault();
    }
  });
})();
