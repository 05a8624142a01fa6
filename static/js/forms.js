/* Forms that also work without script: one sending, leaving with unsent text, sizes of files,
   parts that appear with a choice, copying last period's text, ready phrases, passwords. */
(function () {
  "use strict";
  var say = window.soTay.say;
  var byId = function (selector) { return document.getElementById(selector.replace(/^#/, "")); };
  var changed = function (box) { box.dispatchEvent(new Event("input", { bubbles: true })); };

  /* Parts shown with a tick ([data-show]) or with a choice ([data-when="name=value,value"]) */
  function showParts(scope) {
    scope.querySelectorAll("input[data-show]").forEach(function (box) {
      var part = byId(box.dataset.show);
      if (part) part.classList.toggle("is-open", box.checked);
    });
    scope.querySelectorAll("[data-when]").forEach(function (part) {
      var rule = part.dataset.when.split("=");
      var form = part.closest("form");
      var field = form && form.elements[rule[0]];
      if (field) part.classList.toggle("is-open", rule[1].split(",").indexOf(field.value) > -1);
    });
  }
  showParts(document);
  document.addEventListener("change", function (event) {
    if (event.target.form) showParts(event.target.form);
    if (event.target.type === "file") checkFiles(event.target);
  });
  document.addEventListener("htmx:afterSwap", function (event) { showParts(event.target); });

  /* Buttons that write into a box */
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy], [data-fill], [data-reveal]");
    if (!button) return;
    var box = byId(button.dataset.copy || button.dataset.fill || button.dataset.reveal);
    if (!box) return;
    if (button.dataset.reveal) {
      var hidden = box.type === "password";
      box.type = hidden ? "text" : "password";
      button.setAttribute("aria-pressed", String(hidden));
      return;
    }
    var text = button.dataset.copy ? byId(button.dataset.from).textContent.trim() : button.textContent.trim();
    var gap = button.dataset.copy ? "\n" : " ";
    box.value = box.value.trim() ? box.value.trim() + gap + text : text;
    box.focus();
    changed(box);
    if (button.dataset.copy) say("Đã chép nội dung kỳ trước xuống ô báo cáo.");
  });

  /* Files: names and sizes beside the button, too large ones stopped before the way to the server */
  function sizeOf(bytes) {
    if (bytes < 1048576) return Math.max(1, Math.round(bytes / 1024)) + " KB";
    return (bytes / 1048576).toFixed(1).replace(".", ",") + " MB";
  }
  function tooLarge(input) {
    var limit = Number(input.dataset.maxMb || 20) * 1048576;
    return Array.prototype.filter.call(input.files || [], function (file) { return file.size > limit; });
  }
  function checkFiles(input) {
    var host = input.closest("[data-files]");
    var list = host && host.querySelector("[data-files-list]");
    var large = tooLarge(input);
    if (large.length) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
    if (large.length) {
      say("Tệp “" + large[0].name + "” lớn hơn " + (input.dataset.maxMb || 20) + " MB. Chọn tệp nhỏ hơn hoặc chỉ ghi số, ngày văn bản.");
    }
    if (!list) return;
    list.textContent = "";
    Array.prototype.forEach.call(input.files, function (file) {
      var item = document.createElement("li");
      item.className = large.indexOf(file) > -1 ? "file t-do" : "file";
      var name = document.createElement("span");
      name.textContent = file.name;
      var size = document.createElement("small");
      size.textContent = sizeOf(file.size) + (large.indexOf(file) > -1 ? ", quá lớn" : "");
      item.append(name, size);
      list.appendChild(item);
    });
  }

  /* Sending: asked first where wanted, stopped for large files, then once. The key in the form makes
     a second sending harmless; the greyed button only says that the first one is on its way. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented) return;
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) {
      event.preventDefault();
      return;
    }
    var files = form.querySelectorAll("input[type=file]");
    for (var i = 0; i < files.length; i += 1) {
      if (tooLarge(files[i]).length) {
        event.preventDefault();
        checkFiles(files[i]);
        files[i].focus();
        return;
      }
    }
    form.dataset.sent = "1";
    if (!form.hasAttribute("data-guard")) return;
    setTimeout(function () { hold(form, true); }, 0); /* after the pressed button's value was taken */
    setTimeout(function () { hold(form, false); }, 8000); /* a download never leaves the page */
  });
  function hold(form, on) {
    if (on) form.setAttribute("aria-busy", "true"); else form.removeAttribute("aria-busy");
    form.querySelectorAll("button:not([type=button]), input[type=submit]").forEach(function (button) {
      if (on && !button.disabled) {
        button.disabled = true;
        button.dataset.held = "1";
      } else if (!on && button.dataset.held) {
        button.disabled = false;
        delete button.dataset.held;
      }
    });
  }
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) return; /* back to a page kept in memory: its forms are live again */
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
      hold(form, false);
    });
  });

  /* Leaving with text that is neither sent nor kept as a draft */
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-leave")) form.dataset.dirty = "1";
  });
  window.addEventListener("beforeunload", function (event) {
    var open = document.querySelector("form[data-leave][data-dirty]:not([data-sent]):not([data-kept])");
    if (!open) return;
    event.preventDefault();
    event.returnValue = "";
  });
})();
