/* What the other files share: saying something, and whether a key belongs to typing. */
(function () {
  "use strict";
  var host = null;

  /* Says `text` to screen readers and shows it for a while. */
  function say(text) {
    var line = document.getElementById("thong-bao");
    if (line) {
      line.textContent = "";
      setTimeout(function () { line.textContent = text; }, 40);
    }
    if (!host) {
      host = document.createElement("div");
      host.className = "toast-host no-print";
      host.setAttribute("aria-hidden", "true");
      document.body.appendChild(host);
    }
    var note = document.createElement("p");
    note.textContent = text;
    host.appendChild(note);
    setTimeout(function () { note.remove(); }, 6000);
  }

  /* Telex and VNI compose a letter out of several keys; such keys are never commands. */
  function isComposing(event) {
    return event.isComposing || event.keyCode === 229;
  }

  function isTyping() {
    var at = document.activeElement;
    if (!at) return false;
    if (at.isContentEditable || /^(TEXTAREA|SELECT)$/.test(at.tagName)) return true;
    return at.tagName === "INPUT" && !/^(radio|checkbox|button|submit|file)$/.test(at.type);
  }

  /* Whether single keys are commands now: switched on, nothing being typed, no dialog open. */
  function keysAreFree(event) {
    return !isComposing(event) && !isTyping() && !event.ctrlKey && !event.metaKey && !event.altKey &&
      document.body.dataset.shortcuts !== "off" && !document.querySelector(".modal.show, .offcanvas.show");
  }

  function clock() {
    var now = new Date();
    return now.getHours() + " giờ " + String(now.getMinutes()).padStart(2, "0");
  }

  window.soTay = { say: say, isComposing: isComposing, isTyping: isTyping, keysAreFree: keysAreFree, clock: clock };
})();
