"use strict";
// Keys for a hand that stays on the keyboard: data-key="a" on a link, button or field is that key, outside of fields.
(() => {
  const typing = (node) => node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName);

  const keyed = (key) =>
    [...document.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key && node.getClientRects().length);

  const press = (node) => (typing(node) ? (node.focus(), node.select?.()) : node.click());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const dialog = document.querySelector("dialog[open]");
    const node = dialog ? null : keyed(event.key);
    if (node) {
      event.preventDefault();
      press(node);
    }
  });

  const label = (node) => node.getAttribute("aria-label") || node.title || node.textContent.trim().replace(/\s+/g, " ");

  const list = () => {
    const dialog = document.getElementById("keys");
    const items = [...document.querySelectorAll("[data-key]")].flatMap((node) => {
      const term = document.createElement("dt");
      term.append(Object.assign(document.createElement("kbd"), { textContent: node.dataset.key }));
      return [term, Object.assign(document.createElement("dd"), { textContent: label(node) })];
    });
    dialog.querySelector("dl").replaceChildren(...items);
    dialog.showModal();
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-help]")) list();
  });
})();
