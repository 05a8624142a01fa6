/* The public form part by part; without script all parts stand on one page. What is answered stays on
   this device until the office has it: a form that cannot be sent waits here and is sent again by
   itself, under the same key, so it is never lost and never counted twice. A machine at the counter
   (data-kiosk: seconds of silence before it asks) keeps nothing of a form that was left. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-survey]");
  if (!form) return;
  var place = location.pathname;
  var DRAFT = "phieu:" + place;
  var WAITING = "phieu-cho:" + place;
  var KEPT = 86400000; /* ms that unsent answers are offered again */
  var PAUSE = 350; /* ms to see the last face chosen before the next part comes */
  var TOUCHED = 1500; /* ms in which a change belongs to the last touch */
  var THANKS = 12000; /* ms that a machine at the counter says thank you */
  var ANSWER = 15000; /* ms a person has to answer before a machine starts anew */
  var isKiosk = form.hasAttribute("data-kiosk");
  var silence = 1000 * Number(form.dataset.kiosk || 0);
  var parts = Array.prototype.slice.call(form.querySelectorAll("[data-part]"));
  var here = 0;
  var touchedAt = 0;
  var isSending = false;
  var memory = {}; /* where storage is blocked */
  var timers = {};

  function read(key) {
    try { return JSON.parse(localStorage.getItem(key)) || memory[key] || null; } catch (blocked) { return memory[key] || null; }
  }
  function write(key, value) {
    memory[key] = value;
    try { localStorage.setItem(key, JSON.stringify(value)); } catch (blocked) { /* memory holds it */ }
  }
  function forget(key) {
    delete memory[key];
    try { localStorage.removeItem(key); } catch (blocked) { /* nothing is kept */ }
  }
  function after(name, delay, action) {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(action, delay);
  }
  function panel(name) {
    var found = document.getElementById(name);
    if (!found) {
      var mould = document.querySelector("template[data-for='" + name + "']");
      found = document.importNode(mould.content, true).firstElementChild;
      form.parentNode.insertBefore(found, form);
    }
    return found;
  }
  /* The form, or one of the panels in its place */
  function stand(name) {
    ["phieu-cho", "phieu-xong"].forEach(function (other) {
      if (other === name || document.getElementById(other)) panel(other).hidden = other !== name;
    });
    form.hidden = !!name;
    if (!name) return;
    window.scrollTo(0, 0);
    panel(name).querySelector("h1").focus();
  }

  function show(number, focus) {
    here = Math.max(0, Math.min(number, parts.length - 1));
    parts.forEach(function (part, at) { part.hidden = at !== here; });
    if (!focus) return;
    window.scrollTo(0, 0);
    var head = parts[here].querySelector("h1, h2");
    if (head) head.focus();
  }
  function forward() {
    if (!isKiosk) history.pushState({ part: here + 1 }, "");
    show(here + 1, true);
  }
  function isAnswered(part) {
    var asked = part.querySelectorAll("fieldset");
    return asked.length > 0 && Array.prototype.every.call(asked, function (each) { return each.querySelector(":checked"); });
  }
  /* A part whose last question was answered by hand leads on by itself, once. Arrow keys pass over
     answers on their way, so the keyboard keeps the button. */
  function lead(input) {
    var part = input.closest("[data-part]");
    if (input.type !== "radio" || part.dataset.done || !isAnswered(part)) return;
    part.dataset.done = "1";
    var from = here;
    if (Date.now() - touchedAt < TOUCHED && from < parts.length - 1) {
      after("lead", PAUSE, function () { if (here === from) forward(); });
    }
  }

  function values() {
    var found = {};
    new FormData(form).forEach(function (value, name) { found[name] = value; });
    return found;
  }
  function fill(answers) {
    Object.keys(answers).forEach(function (name) {
      if (form.elements[name]) form.elements[name].value = answers[name];
    });
  }
  function keep() {
    if (!isKiosk) write(DRAFT, { at: Date.now(), values: values(), part: here });
  }
  function bringBack() {
    var draft = read(DRAFT);
    if (!draft || isKiosk || Date.now() - draft.at > KEPT) { forget(DRAFT); return; }
    fill(draft.values);
    parts.forEach(function (part) { if (isAnswered(part)) part.dataset.done = "1"; });
    for (var at = 1; at <= draft.part; at += 1) history.pushState({ part: at }, "");
    show(draft.part, false);
    if (draft.part) window.soTay.say("Đã mở lại câu trả lời chưa gửi trên máy này.");
  }
  function newKey() {
    var bytes = crypto.getRandomValues(new Uint8Array(18));
    return btoa(String.fromCharCode.apply(null, bytes)).replace(/\+/g, "-").replace(/\//g, "_");
  }
  function startAnew() {
    clearTimeout(timers.thanks);
    form.reset();
    form.elements.page_key.value = newKey();
    parts.forEach(function (part) { delete part.dataset.done; });
    stand("");
    show(0, true);
  }

  /* Sends what waits, oldest first. A full server, a broken line: it goes on waiting. */
  function flush() {
    var queue = read(WAITING) || [];
    if (isSending || !queue.length) return;
    isSending = true;
    fetch(place, {
      method: "POST", body: new URLSearchParams(queue[0]), credentials: "omit", cache: "no-store"
    }).then(function (answer) {
      isSending = false;
      var isTaken = answer.ok && /\/thanks$/.test(answer.url);
      var isClosed = answer.status === 404 || answer.status === 410;
      if (!isTaken && !isClosed && answer.status !== 400) { wait(); return; }
      queue = read(WAITING) || [];
      var first = queue.shift();
      if (queue.length) write(WAITING, queue); else forget(WAITING);
      if (isClosed) location.reload(); /* the page says so */
      else if (!isTaken) giveBack(first);
      else if (queue.length) flush();
      else taken(answer.url);
    }, function () {
      isSending = false;
      wait();
    });
  }
  function wait() {
    after("again", 10000, flush);
    if (isKiosk) { taken(""); return; } /* the next person need not wait for the line */
    stand("phieu-cho");
  }
  function taken(address) {
    if (!isKiosk) { location.replace(address); return; }
    if (form.hidden || !form.dataset.sent) return; /* one that waited from before */
    delete form.dataset.sent;
    stand("phieu-xong");
    after("thanks", THANKS, startAnew);
  }
  /* Not accepted as it is: the server's own page says what is to be mended */
  function giveBack(answers) {
    fill(answers);
    stand("");
    HTMLFormElement.prototype.submit.call(form);
  }

  form.addEventListener("click", function (event) {
    if (event.target.closest("[data-next]")) {
      if (isKiosk && document.fullscreenEnabled && !document.fullscreenElement) {
        document.documentElement.requestFullscreen().catch(function () { /* the machine forbids it */ });
      }
      forward();
    } else if (event.target.closest("[data-back]")) {
      if (isKiosk) show(here - 1, true); else history.back();
    }
  });
  form.addEventListener("change", function (event) { lead(event.target); keep(); });
  form.addEventListener("input", function () { after("keep", 400, keep); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (form.dataset.sent) return;
    if (!form.querySelector("fieldset :checked")) {
      window.soTay.say("Chọn mức hài lòng của ít nhất một nội dung.");
      return;
    }
    form.dataset.sent = "1";
    clearTimeout(timers.keep);
    write(WAITING, (read(WAITING) || []).concat([values()]));
    forget(DRAFT);
    flush();
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-send-again]")) flush();
    else if (event.target.closest("[data-new-form]")) startAnew();
    else if (event.target.closest("[data-go-on]")) wake();
  });
  /* The browser's own way back goes one part back, not away from what was answered. */
  window.addEventListener("popstate", function (event) {
    if (isKiosk) { history.pushState(null, ""); show(here - 1, true); return; }
    show(event.state && event.state.part || 0, true);
    keep();
  });
  window.addEventListener("online", flush);
  window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });

  /* A machine at the counter: silence, a question, then the start, with nothing of it kept. */
  function wake() {
    var asked = document.getElementById("phieu-hoi");
    if (asked && asked.open) asked.close();
    clearTimeout(timers.leave);
    after("silent", silence, ask);
  }
  function ask() {
    if (form.hidden || (here === 0 && !form.querySelector("fieldset :checked"))) { wake(); return; }
    panel("phieu-hoi").showModal();
    after("leave", ANSWER, function () { wake(); startAnew(); });
  }

  document.addEventListener("pointerdown", function () { touchedAt = Date.now(); });
  document.addEventListener("keydown", function () { touchedAt = 0; });
  history.replaceState({ part: 0 }, "");
  show(0, false);
  if (isKiosk) {
    history.pushState(null, "");
    document.addEventListener("contextmenu", function (event) { event.preventDefault(); });
    ["pointerdown", "keydown", "input"].forEach(function (name) {
      document.addEventListener(name, function () { if (!document.querySelector("dialog[open]")) wake(); });
    });
    wake();
  } else {
    bringBack();
    if ((read(WAITING) || []).length) { stand("phieu-cho"); }
  }
  flush();
})();
