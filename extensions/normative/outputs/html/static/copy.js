/* Puts words, and a link where there is one, on the clipboard. */
"use strict";

window.normative.copy = async (words, html) => {
  try {
    const parts = { "text/plain": new Blob([words], { type: "text/plain" }) };
    if (html) parts["text/html"] = new Blob([html], { type: "text/html" });
    await navigator.clipboard.write([new ClipboardItem(parts)]);
  } catch {
    // Pages in a folder may not be allowed to use the clipboard; a selection always is.
    const area = window.normative.make("textarea", { class: "copy-source", "aria-hidden": "true" });
    area.value = words;
    const focused = document.activeElement;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    focused?.focus({ preventScroll: true });
  }
};
