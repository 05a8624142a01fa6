/* Rows of paper forms: one key an answer, then the next box; space passes one over; a block copied from a
   spreadsheet is spread over boxes and rows. Keys that belong to Telex or VNI are left alone. */
(function () {
  "use strict";
  var NONE = /^[xX.-]?$/;

  function rows() {
    return Array.prototype.slice.call(document.querySelectorAll("[data-typed]"));
  }
  function boxes(row) {
    return Array.prototype.filter.call(row.querySelectorAll("input, select"), function (box) { return box.name && box.type !== "hidden"; });
  }
  function cellsOf(row) {
    return Array.prototype.slice.call(row.querySelectorAll("[data-cell]"));
  }
  /* The box beside (step ±1): past the last one, the first box of the next row */
  function beside(box, step) {
    var all = rows();
    var row = box.closest("[data-typed]");
    var own = boxes(row);
    var next = own[own.indexOf(box) + step];
    if (next) return next;
    var other = all[all.indexOf(row) + step];
    if (!other) return null;
    var others = boxes(other);
    return step > 0 ? others[0] : others[others.length - 1];
  }
  function below(box, step) {
    var all = rows();
    var row = box.closest("[data-typed]");
    var other = all[all.indexOf(row) + step];
    return other ? boxes(other)[boxes(row).indexOf(box)] : null;
  }
  function goTo(box) {
    if (!box) return false;
    box.focus();
    if (box.select) box.select();
    return true;
  }
  function told(box) {
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function mark(cell) {
    var levels = Number(cell.closest("[data-levels]").dataset.levels);
    var isLevel = /^[1-9]$/.test(cell.value) && Number(cell.value) <= levels;
    var isWrong = !isLevel && !NONE.test(cell.value);
    if (isWrong) cell.setAttribute("aria-invalid", "true"); else cell.removeAttribute("aria-invalid");
    cell.classList.toggle("is-invalid", isWrong);
    return !isWrong;
  }

  function typedInto(cell) {
    cell.value = cell.value.trim().slice(-1);
    if (mark(cell) && cell.value) goTo(beside(cell, 1));
  }
  document.addEventListener("input", function (event) {
    var cell = event.target;
    if (!event.isTrusted || event.isComposing || !cell.matches("[data-cell]")) return;
    if (event.inputType === "deleteContentBackward" || event.inputType === "deleteContentForward") { mark(cell); return; }
    typedInto(cell);
  });
  document.addEventListener("compositionend", function (event) {
    if (event.target.matches("[data-cell]")) typedInto(event.target);
  });

  document.addEventListener("keydown", function (event) {
    var box = event.target;
    if (window.soTay.isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!box.closest || !box.closest("[data-typed]")) return;
    var isCell = box.matches("[data-cell]");
    var next = null;
    if (event.key === "Enter" && box.tagName === "INPUT") {
      var all = rows();
      var other = all[all.indexOf(box.closest("[data-typed]")) + (event.shiftKey ? -1 : 1)];
      event.preventDefault(); /* else the whole page would be posted */
      if (other) goTo(boxes(other)[0]);
      return;
    }
    if (event.shiftKey || !isCell) return;
    if (event.key === " ") next = beside(box, 1);
    else if (event.key === "ArrowRight") next = beside(box, 1);
    else if (event.key === "ArrowLeft") next = beside(box, -1);
    else if (event.key === "ArrowDown") next = below(box, 1);
    else if (event.key === "ArrowUp") next = below(box, -1);
    else if (event.key === "Backspace" && !box.value) next = beside(box, -1);
    else return;
    event.preventDefault();
    if (event.key === " ") { box.value = ""; mark(box); told(box); }
    goTo(next);
  });

  /* Puts one pasted text into a box; a list takes the option of that name. */
  function put(box, text) {
    if (box.tagName !== "SELECT") {
      box.value = box.matches("[data-cell]") ? text.trim().slice(0, 1) : text.trim();
      if (box.matches("[data-cell]")) mark(box);
      return true;
    }
    var wanted = text.trim().normalize("NFC").toLowerCase();
    var found = Array.prototype.find.call(box.options, function (option) { return option.text.trim().normalize("NFC").toLowerCase() === wanted; });
    if (found) box.value = found.value;
    return !!found || !wanted;
  }
  /* Several digits pasted into one box are as many answers */
  function parts(line, box) {
    if (line.indexOf("\t") < 0 && box.matches("[data-cell]")) return line.trim().split("");
    return line.split("\t");
  }
  document.addEventListener("paste", function (event) {
    var box = event.target;
    var row = box.closest && box.closest("[data-typed]");
    var text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    var lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n");
    var isBlock = lines.length > 1 || text.indexOf("\t") >= 0 || (box.matches("[data-cell]") && text.trim().length > 1);
    if (!row || !isBlock) return;
    event.preventDefault();
    var all = rows();
    var from = boxes(row).indexOf(box);
    var first = all.indexOf(row);
    var strange = 0;
    lines.slice(0, all.length - first).forEach(function (line, at) {
      var own = boxes(all[first + at]);
      parts(line, box).slice(0, own.length - from).forEach(function (value, place) {
        if (!put(own[from + place], value)) strange += 1;
      });
    });
    told(box);
    var over = Math.max(0, lines.length - (all.length - first));
    var said = "Đã dán " + (lines.length - over) + " dòng.";
    if (over) said += " Còn " + over + " dòng không đủ chỗ: lưu nháp để thêm dòng rồi dán tiếp.";
    if (strange) said += " " + strange + " tên lĩnh vực hoặc đơn vị không có trong danh mục, chưa chọn.";
    window.soTay.say(said);
  });

  document.querySelectorAll("[data-cell]").forEach(mark);
})();
