"use strict";
// Keys for hands that stay on the keyboard. On a page:
//   data-key="a"     on a link or button presses it, on a field goes there; ? lists them all
//   data-also="b"    is a second key beside the first
//   data-row         marks links that j and k walk along; Enter opens one, as of any link
//   data-opens="id"  on a button opens the dialog of that id
// No key counts in a field, nor where the person has switched them off (WCAG 2.1.4).
(() => {
  const STORED = "bicorpus-keys";
  const FIELDS = "input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, [contenteditable]";
  const ROWS = { j: 1, k: -1 };
  const SIGNS = { ArrowLeft: "←", ArrowRight: "→" };

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const isOn = () => localStorage.getItem(STORED) !== "off";
  const isShown = (node) => node.getClientRects().length > 0 && !node.disabled;
  const keysOf = (node) => [node.dataset.key, node.dataset.also].filter(Boolean);
  const keyed = (key) => all("[data-key]").find((node) => keysOf(node).includes(key) && isShown(node));

  function press(node) {
    if (!node.matches(FIELDS)) return node.click();
    node.focus();
    node.select?.();
  }

  function walk(step) {
    const rows = all("[data-row]").filter(isShown);
    const place = rows.indexOf(document.activeElement);
    const next = rows[place < 0 ? (step > 0 ? 0 : rows.length - 1) : place + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    return rows.length > 0;
  }

  function obey(key) {
    const node = keyed(key);
    if (node) press(node);
    return node !== undefined || (key in ROWS && walk(ROWS[key]));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (leaving()) {
      if (event.key.length === 1 || event.key === "Enter") event.preventDefault();
    } else if (event.target.matches(FIELDS)) {
      if (event.key === "Escape") event.target.blur();
    } else if (!document.querySelector("dialog[open]") && isOn() && obey(event.key)) {
      event.preventDefault();
    }
  });

  // What is being sent is not sent again, nor does a key meant for the next page act on this one
  const leaving = () => document.documentElement.getAttribute("aria-busy") === "true";
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target.method === "post") document.documentElement.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => document.documentElement.removeAttribute("aria-busy"));

  // The list of keys

  function named(node) {
    const label = node.labels?.[0]?.textContent || node.getAttribute("aria-label") || node.title || node.textContent;
    return label.trim().replace(/\s+/g, " ");
  }

  function make(tag, ...content) {
    const node = document.createElement(tag);
    node.append(...content);
    return node;
  }

  function listKeys(dialog) {
    const nodes = all("[data-key]").filter(isShown).map((node) => [keysOf(node).join(" "), named(node)]);
    if (all("[data-row]").length) nodes.push(["j", dialog.dataset.next], ["k", dialog.dataset.previous]);
    const items = [...new Map(nodes.reverse())].reverse();
    const rows = items.flatMap(([keys, name]) => {
      const shown = keys.split(" ").flatMap((key) => [make("kbd", SIGNS[key] ?? key), " "]);
      return [make("dt", ...shown), make("dd", name)];
    });
    dialog.querySelector("dl").replaceChildren(...rows);
    dialog.querySelector("[name=on]").checked = isOn();
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (!opener) return;
    const dialog = document.getElementById(opener.dataset.opens);
    if (dialog.id === "keys") listKeys(dialog);
    dialog.showModal();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("#keys [name=on]")) localStorage.setItem(STORED, event.target.checked ? "on" : "off");
    event.target.closest("form[data-submits]")?.requestSubmit();
  });

  // What changes while the page stays

  function mark(within) {
    for (const node of all("[data-key]", within)) node.setAttribute("aria-keyshortcuts", keysOf(node).join(" "));
  }

  const messages = document.getElementById("messages");

  // Screen readers tell what comes into a region, not what it came with
  function announce() {
    const said = all("p", messages).map((node) => node.textContent.trim()).join(" ");
    if (!said) return;
    const copy = make("p", said);
    copy.className = "unseen";
    setTimeout(() => messages.append(copy), 100);
    setTimeout(() => copy.remove(), 3000);
  }

  document.addEventListener("htmx:sendError", () => {
    if (messages.textContent.includes(messages.dataset.gone)) return;
    const notice = make("div", make("p", messages.dataset.gone));
    notice.className = "notice bad";
    messages.replaceChildren(notice);
  });

  let focused = null;
  document.addEventListener("htmx:beforeSwap", () => {
    const node = document.activeElement;
    focused = node?.id ? `#${CSS.escape(node.id)}` : node?.dataset?.key ? `[data-key="${CSS.escape(node.dataset.key)}"]` : null;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    mark(event.target);
    if (document.activeElement !== document.body || !event.target.isConnected) return;
    (focused && document.querySelector(focused))?.focus({ preventScroll: true });
  });

  // What is open beside a wide page would fill a narrow one
  if (matchMedia("(max-width: 860px)").matches) for (const node of all("[data-folds]")) node.open = false;

  mark(document);
  announce();
})();
