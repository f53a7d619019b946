"use strict";
// The alignment page: one segment is active, the one that has or last had the focus; the bar below acts on it.
(() => {
  const STEPS = { ArrowDown: 1, ArrowUp: -1 };
  const CONTROL = { Enter: "Enter", z: "z", u: "t", n: "n", p: "p" }; // OmegaT's keys, as those of single letters here

  const segments = () => [...document.querySelectorAll(".segment")];
  const active = () => document.querySelector(".segment[aria-current]");
  const press = (key) => document.querySelector(`.alignment [data-key="${key}"]`)?.click();

  function activate(segment) {
    const before = active();
    before?.removeAttribute("aria-current");
    if (before) before.tabIndex = -1;
    segment.setAttribute("aria-current", "true");
    segment.tabIndex = 0;
    for (const field of document.querySelectorAll(".alignment > :not(.segments) [name=at]")) field.value = segment.dataset.number;
    const here = new URL(location.href);
    here.searchParams.set("at", segment.dataset.number);
    here.searchParams.delete("panel");
    history.replaceState(history.state, "", here);
  }

  function go(step, wanted = () => true) {
    const all = segments();
    const place = all.indexOf(active());
    const ahead = step > 0 ? all.slice(place + 1) : all.slice(0, Math.max(place, 0)).reverse();
    const found = ahead.find(wanted);
    if (found) found.focus();
    else document.querySelector(`.alignment [rel=${step > 0 ? "next" : "prev"}]`)?.click();
    return true;
  }

  const isOpen = (segment) => !segment.classList.contains("accepted");
  const isLone = (segment) => segment.classList.contains("lone");
  const GO = { open: () => go(1, isOpen), "open-back": () => go(-1, isOpen), lone: () => go(1, isLone) };

  document.addEventListener("focusin", (event) => {
    const segment = event.target.closest(".segment");
    if (segment && segment !== active()) activate(segment);
  });

  document.addEventListener("click", (event) => {
    const to = event.target.closest("[data-go]");
    if (to) GO[to.dataset.go]();
    const place = event.target.closest(".place");
    if (place) {
      event.preventDefault();
      place.closest(".segment").focus();
    }
  });

  document.addEventListener("dblclick", (event) => {
    const side = event.target.closest(".segment .side");
    if (side && !side.querySelector("form")) press(side.dataset.lang === "zh" ? "e" : "E");
  });

  // While the server is at it, keys wait; they are then for what it shows, such as Enter for the cut that was asked for.
  // Those of a held key are dropped, and all of them where it refused.

  const MOST_WAITING = 20;
  const whole = () => document.querySelector(".alignment");
  const isBusy = () => whole()?.getAttribute("aria-busy") === "true";
  let waiting = [];

  const isOurs = ({ key, ctrlKey, metaKey }) =>
    ctrlKey || metaKey ? key in CONTROL : key.length === 1 || key in STEPS || key === "Enter" || key === "Escape";

  function keep(event) {
    if (!isOurs(event)) return;
    const { key, ctrlKey, metaKey, shiftKey } = event;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat && waiting.length < MOST_WAITING) waiting.push({ key, ctrlKey, metaKey, shiftKey });
  }

  function replay() {
    if (document.querySelector(".refused, .notice.bad")) waiting = [];
    while (waiting.length && !isBusy()) {
      const { key, ...held } = waiting.shift();
      const place = document.activeElement;
      if (place.matches("textarea, input[type=number]") && key.length === 1 && !held.ctrlKey && !held.metaKey) type(place, key);
      else place.dispatchEvent(new KeyboardEvent("keydown", { key, ...held, bubbles: true, cancelable: true }));
    }
  }

  function type(field, text) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const isOfText = (event) => event.detail.requestConfig?.elt?.closest(".alignment");
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isOfText(event)) whole().setAttribute("aria-busy", "true");
  });
  for (const end of ["htmx:afterSettle", "htmx:sendError", "htmx:sendAbort", "htmx:timeout"]) {
    document.addEventListener(end, (event) => {
      if (!isOfText(event)) return;
      whole()?.removeAttribute("aria-busy");
      setTimeout(replay); // when all others have heard of it, and the focus is where it belongs
    });
  }

  // What is typed is not lost by a click that leads away

  const isTyped = (field) => field.value !== field.defaultValue || "unsaved" in field.dataset;
  window.addEventListener("beforeunload", (event) => {
    if ([...document.querySelectorAll(".segment textarea:not([readonly])")].some(isTyped)) event.preventDefault();
  });

  function obey(event) {
    const open = document.querySelector(".segment form");
    if (open && event.key === "Escape") return open.querySelector("[data-leave]").click(), true;
    if (open?.contains(event.target)) {
      const enters = event.key === "Enter" && event.target.matches("textarea, input");
      if (enters) open.querySelector(".primary").click();
      return enters;
    }
    if (event.ctrlKey || event.metaKey) return event.key in CONTROL && (press(CONTROL[event.key]), true);
    if (!(event.target === document.body || event.target.matches("main, .segment"))) return false;
    return event.key in STEPS && go(STEPS[event.key]);
  }

  // Before keys.js: on a button or link Enter is that button's or link's, not the bar's.
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || event.altKey || document.querySelector("dialog[open]")) return;
      if (isBusy()) return keep(event);
      if (obey(event)) event.preventDefault();
      else if (event.key === "Enter" && event.target.matches("a, button, summary, input")) event.stopPropagation();
    },
    true,
  );
})();
