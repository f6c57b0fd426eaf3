/* Offers the other formats of the text at the head of a page, those that stand in the site (formats/formats.js). */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector(".masthead-formats");
  const formats = (window.normativeFormats ?? []).filter(({ stands }) => stands);
  if (!place || !formats.length) return;
  const root = document.documentElement.dataset.content_root ?? "";
  const links = formats.map(({ label, file }) => {
    const link = document.createElement("a");
    link.href = root + file.split("/").map(encodeURIComponent).join("/");
    link.textContent = label;
    return link;
  });
  place.append("This text as ", ...links.flatMap((link, place) => (place ? ["\u00a0· ", link] : [link])));
});
