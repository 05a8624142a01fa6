/* Page furniture: theme, print, menus, search key, filters, density, copying a link. */
(function () {
  "use strict";
  var root = document.documentElement;
  var say = window.soTay.say;

  function remember(name, value) {
    try { localStorage.setItem(name, value); } catch (blocked) { /* storage is blocked */ }
  }

  /* Theme */
  var toggles = document.querySelectorAll("[data-theme-toggle]");
  function showTheme() {
    var dark = root.getAttribute("data-bs-theme") === "dark";
    toggles.forEach(function (button) { button.setAttribute("aria-pressed", String(dark)); });
  }
  toggles.forEach(function (button) {
    button.addEventListener("click", function () {
      var next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
      root.setAttribute("data-bs-theme", next);
      remember("giao-dien", next);
      showTheme();
    });
  });
  showTheme();

  /* Paper is light whatever the screen shows. */
  var before = null;
  window.addEventListener("beforeprint", function () {
    before = root.getAttribute("data-bs-theme");
    root.setAttribute("data-bs-theme", "light");
  });
  window.addEventListener("afterprint", function () {
    if (before) root.setAttribute("data-bs-theme", before);
  });

  /* Menus made of <details>: one open at a time, closed by Esc and by a click beside them. */
  function closeMenus(but) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (menu !== but) menu.removeAttribute("open");
    });
  }
  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest("details[data-menu]"));
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      var open = document.querySelector("details[data-menu][open]");
      if (open) {
        open.removeAttribute("open");
        open.querySelector("summary").focus();
      }
    } else if (event.key === "/" && window.soTay.keysAreFree(event)) {
      var search = document.querySelector("[data-search]");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    }
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-print], [data-open-filters], [data-density], [data-copy-link], [data-copy-text]");
    if (!button) return;
    if (button.hasAttribute("data-print")) {
      window.print();
    } else if (button.hasAttribute("data-open-filters")) {
      button.setAttribute("aria-expanded", String(button.closest("form").classList.toggle("open")));
    } else if (button.hasAttribute("data-density")) {
      density(button.dataset.density);
      remember("mat-do", button.dataset.density);
    } else if (navigator.clipboard) {
      var box = button.dataset.copyText && document.getElementById(button.dataset.copyText.replace(/^#/, ""));
      navigator.clipboard.writeText(box ? box.value : button.dataset.copyLink).then(
        function () { say(box ? "Đã sao chép bản chữ." : "Đã sao chép đường dẫn."); },
        function () { say("Trình duyệt không cho sao chép; chọn và sao chép bằng tay."); }
      );
    }
  });

  /* Plan table: full text or two lines a cell */
  function density(wanted) {
    document.querySelectorAll("[data-plan]").forEach(function (table) {
      table.classList.toggle("compact", wanted === "compact");
    });
    document.querySelectorAll("[data-density]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.density === wanted));
    });
  }
  if (document.querySelector("[data-density]")) {
    var kept = null;
    try { kept = localStorage.getItem("mat-do"); } catch (blocked) { /* storage is blocked */ }
    density(kept === "compact" ? "compact" : "");
  }

  /* A filter form goes off by itself when a list is changed; its button stays for those without script. */
  document.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-autosubmit]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
  });

  /* A fragment that cannot be shown (signed out, refused, not found) is opened as its own page. */
  function openPage(event) {
    var asked = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (asked && asked.href) window.location.assign(asked.href);
  }
  document.addEventListener("htmx:responseError", openPage);
  document.addEventListener("htmx:sendError", function () { say("Mất kết nối mạng. Thử lại khi có mạng."); });
  document.addEventListener("htmx:beforeSwap", function (event) {
    var answered = event.detail.xhr.responseURL;
    var wanted = new URL(event.detail.requestConfig.path, window.location.href).pathname;
    if (!answered || new URL(answered).pathname === wanted) return;
    event.detail.shouldSwap = false;
    openPage(event);
  });

  var first = document.querySelector("[data-focus-first]");
  if (first) first.focus();
})();
