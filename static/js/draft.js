/* Drafts of forms, or of rows of one form, with data-draft="a name": kept on this device as one types, on the server too with
   data-draft-url, offered again when the form is opened, forgotten once the form was taken. The server
   may say so itself: an element with data-draft-done="the name". Nothing is ever overwritten unasked,
   and nothing is touched while Telex or VNI composes a letter. A row names what its fields begin with
   (data-draft-prefix); its button data-undo goes back to what stood there before the last rest. */
(function () {
  "use strict";
  var PREFIX = "nhap:" + (document.body.dataset.who || "") + ":";
  var PENDING = "nhap-gui";
  var KEPT_DAYS = 14;
  var REST = 1500; /* ms without typing before a draft is kept */
  var LONGEST = 10000; /* ms of typing without rest before it is kept all the same */
  var say = window.soTay.say;

  function read(store, key) {
    try { return JSON.parse(store.getItem(key)); } catch (unreadable) { return null; }
  }
  function write(store, key, value) {
    try { store.setItem(key, JSON.stringify(value)); return true; } catch (full) { return false; }
  }
  function forget(store, key) {
    try { store.removeItem(key); } catch (blocked) { /* storage is blocked */ }
  }
  function eachKey(action) {
    try { Object.keys(localStorage).filter(function (key) { return key.indexOf("nhap:") === 0; }).forEach(action); } catch (blocked) { /* storage is blocked */ }
  }

  /* What people typed or chose: [name, nth of that name, text or tick] */
  function fields(form) {
    var seen = {};
    return Array.prototype.filter.call(form.elements || form.querySelectorAll("input, select, textarea"), function (field) {
      return field.name && !/^(hidden|file|password|submit|button|fieldset)$/.test(field.type);
    }).map(function (field) {
      var nth = seen[field.name] = (seen[field.name] || 0) + 1;
      return { field: field, id: field.name + "#" + nth, ticks: /^(radio|checkbox)$/.test(field.type) };
    });
  }
  function snapshot(form) {
    var values = {};
    fields(form).forEach(function (one) { values[one.id] = one.ticks ? one.field.checked : one.field.value; });
    return values;
  }
  function same(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
  }
  function fill(form, values) {
    fields(form).forEach(function (one) {
      if (!(one.id in values)) return;
      if (one.ticks) one.field.checked = values[one.id]; else one.field.value = values[one.id];
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
    var first = fields(form)[0];
    if (first) first.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function status(form, text) {
    var line = form.querySelector("[data-draft-status]");
    if (line) line.textContent = text;
  }

  /* A message over the form with buttons: [[words, action], …] */
  function offer(form, text, buttons) {
    var box = document.createElement("div");
    box.className = "note s-xanh";
    box.setAttribute("role", "status");
    var body = document.createElement("div");
    body.className = "body";
    var words = document.createElement("p");
    words.textContent = text;
    var row = document.createElement("div");
    row.className = "btn-list mt-2";
    buttons.forEach(function (pair) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm";
      button.textContent = pair[0];
      button.addEventListener("click", function () { pair[1](); box.remove(); });
      row.appendChild(button);
    });
    body.append(words, row);
    box.appendChild(body);
    form.prepend(box);
  }

  /* Did the last sending arrive? Its form came back with errors, or an error page: no. The page that
     was sent from led here: yes. */
  function settlePending() {
    var pending = read(sessionStorage, PENDING);
    forget(sessionStorage, PENDING);
    document.querySelectorAll("[data-draft-done]").forEach(function (done) {
      forget(localStorage, PREFIX + done.dataset.draftDone);
    });
    if (!pending || document.querySelector("[data-error], [data-focus-first]")) return;
    var from = "";
    try { from = new URL(document.referrer).pathname; } catch (none) { /* no referrer */ }
    if (from === pending.path) forget(localStorage, pending.key);
  }

  function watch(form) {
    var owner = form.closest("form");
    var prefix = form.dataset.draftPrefix || "";
    var undo = form.querySelector("[data-undo]");
    var steps = []; /* what stood here before each rest, oldest first */
    var key = PREFIX + form.dataset.draft;
    var base = snapshot(form);
    var kept = read(localStorage, key);
    var timer = null;
    var since = 0;
    var sent = JSON.stringify(base);
    var last = base;
    var flying = false;
    var again = false;
    var leaving = false;

    function drop() {
      forget(localStorage, key);
      delete form.dataset.kept;
      status(form, "");
    }
    function remember(values) {
      if (!same(values, last)) steps.push(last);
      last = values;
      if (undo) undo.disabled = !steps.length;
    }
    function keep() {
      var values = keepHere();
      if (form.dataset.draftUrl) send(values);
    }
    function keepHere() {
      clearTimeout(timer);
      timer = null;
      since = 0;
      var values = snapshot(form);
      remember(values);
      if (same(values, base)) {
        drop();
      } else if (write(localStorage, key, { at: Date.now(), base: base, values: values })) {
        owner.dataset.kept = form.dataset.kept = "1";
        status(form, "Đã lưu nháp trên máy này lúc " + window.soTay.clock() + ".");
      }
      return values;
    }
    /* One after the other: of two on the way at once, the older might arrive last. */
    function send(values) {
      if (flying && !leaving) { again = true; return; }
      var text = JSON.stringify(values);
      if (text === sent && !flying) return;
      flying = true;
      var body = new URLSearchParams();
      new FormData(owner).forEach(function (value, name) {
        if (typeof value !== "string" || name === "idempotency_key") return;
        if (name === "csrf_token") body.append(name, value);
        else if (name.indexOf(prefix) === 0) body.append(name.slice(prefix.length), value);
      });
      fetch(form.dataset.draftUrl, {
        method: "POST", body: body, keepalive: true, redirect: "manual", credentials: "same-origin",
        headers: { "X-CSRFToken": body.get("csrf_token") || "" }
      }).then(function (answer) {
        if (answer.ok) {
          sent = text;
          form.dataset.kept = "1";
          status(form, "Đã lưu nháp lúc " + window.soTay.clock() + ".");
        } else if (answer.type === "opaqueredirect" || answer.status === 401) {
          status(form, "Phiên làm việc đã hết. Bản nháp vẫn ở trên máy này; đăng nhập lại rồi mở lại trang.");
        }
      }, function () {
        status(form, "Mất kết nối mạng. Bản nháp vẫn ở trên máy này.");
      }).then(function () {
        flying = false;
        if (!again) return;
        again = false;
        send(snapshot(form));
      });
    }
    function later(event) {
      if (event && event.isComposing) return; /* the end of the composition brings an event of its own */
      if (owner.dataset.sent) return;
      since = since || Date.now();
      clearTimeout(timer);
      timer = setTimeout(keep, Date.now() - since > LONGEST ? 0 : REST);
    }

    if (kept && !form.querySelector("[data-focus-first], .field-error") && !same(kept.values, base)) {
      var when = new Date(kept.at);
      var at = "lúc " + when.getHours() + " giờ " + String(when.getMinutes()).padStart(2, "0") + ", ngày " + when.getDate() + "/" + (when.getMonth() + 1);
      var bring = function () { fill(form, kept.values); };
      if (same(kept.base, base)) {
        bring();
        form.dataset.kept = "1";
        offer(form, "Đã mở lại bản nháp lưu trên máy này " + at + ".", [["Bỏ bản nháp", function () { fill(form, base); drop(); }]]);
      } else {
        offer(form, "Có bản nháp lưu trên máy này " + at + ", khác với nội dung đang hiện.", [["Dùng bản nháp", bring], ["Bỏ bản nháp", drop]]);
      }
    }
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("compositionend", function () { later(null); });
    form.addEventListener("keep-now", keep);
    if (undo) undo.addEventListener("click", function () {
      remember(snapshot(form));
      if (!steps.length) return;
      last = steps.pop();
      fill(form, last);
      keep();
      undo.disabled = !steps.length;
      say("Đã hoàn tác.");
    });
    owner.addEventListener("submit", function (event) {
      keepHere(); /* not to the server: a late draft could arrive after the report itself */
      if (navigator.onLine === false) {
        event.preventDefault();
        say("Mất kết nối mạng. Bản nháp đã lưu trên máy này; gửi lại khi có mạng.");
        return;
      }
      if (form === owner) write(sessionStorage, PENDING, { key: key, path: location.pathname });
    });
    window.addEventListener("pagehide", function () {
      leaving = true;
      if ((timer || again) && !owner.dataset.sent) keep();
    });
    window.addEventListener("online", function () { if (form.dataset.kept && form.dataset.draftUrl) send(snapshot(form)); });
  }

  settlePending();
  eachKey(function (key) {
    var draft = read(localStorage, key);
    if (!draft || Date.now() - draft.at > KEPT_DAYS * 86400000) forget(localStorage, key);
  });
  document.querySelectorAll("[data-draft]").forEach(watch);
  document.addEventListener("htmx:afterSwap", function (event) {
    event.target.querySelectorAll("form[data-draft]").forEach(watch);
  });
  document.addEventListener("submit", function (event) {
    if (event.target.hasAttribute("data-forget-drafts")) eachKey(function (key) { forget(localStorage, key); });
  });
})();
