/* The meeting page by keys: J/K or the arrows move along the agenda, 1 to 6 choose the kind, G goes to
   the text, Esc leaves it, Ctrl+Enter saves and goes on. Every line is a page, every key a link or a
   button of that page. */
(function () {
  "use strict";
  var agenda = document.querySelector("[data-agenda]");
  if (!agenda) return;
  var keys = window.soTay;
  var lines = Array.prototype.slice.call(agenda.querySelectorAll("a[href]"));
  var at = lines.findIndex(function (line) { return line.hasAttribute("aria-current"); });
  var form = document.querySelector("form[data-conclude]");

  /* Only where the agenda scrolls by itself: on a phone the page would move away from its head. */
  if (at > -1 && agenda.scrollHeight > agenda.clientHeight) lines[at].scrollIntoView({ block: "nearest" });

  function move(step) {
    var line = lines[Math.max(0, Math.min(lines.length - 1, at + step))];
    if (line && lines.indexOf(line) !== at) line.click();
  }
  function choose(number) {
    var kind = form && form.querySelectorAll("[data-kinds] input")[number - 1];
    if (!kind) return;
    kind.checked = true;
    kind.focus();
    kind.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* Arrows belong to radio buttons and to parts that scroll when these have the focus. */
  function arrowsAreFree() {
    var focused = document.activeElement;
    return !focused || focused === document.body || focused.tagName === "MAIN" || agenda.contains(focused);
  }

  document.addEventListener("keydown", function (event) {
    if (keys.isComposing(event) || document.body.dataset.shortcuts === "off") return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
      event.preventDefault();
      if (!form.dataset.sent) form.requestSubmit(form.querySelector("[data-next]"));
      return;
    }
    if (event.key === "Escape" && keys.isTyping()) {
      document.activeElement.blur();
      return;
    }
    if (!keys.keysAreFree(event)) return;
    var key = event.key.toLowerCase();
    if (key.indexOf("arrow") === 0 && !arrowsAreFree()) return;
    if (key === "j" || key === "arrowdown") {
      event.preventDefault();
      move(1);
    } else if (key === "k" || key === "arrowup") {
      event.preventDefault();
      move(-1);
    } else if (/^[1-6]$/.test(key)) {
      choose(Number(key));
    } else if (key === "g" && form) {
      var text = form.querySelector("[data-focus]");
      if (text) {
        event.preventDefault();
        text.focus();
      }
    }
  });

  /* The preview of the minutes opens at the line at hand and follows what is being written. */
  var live = document.getElementById("kl-live");
  var pane = live && live.closest(".meet > *");
  if (pane && pane.scrollHeight > pane.clientHeight) {
    pane.scrollTop = live.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 2;
  }
  document.addEventListener("input", function (event) {
    var live = event.target.dataset && event.target.dataset.live;
    var place = live && document.getElementById(live.replace(/^#/, ""));
    if (place) place.textContent = event.target.value;
  });
})();
