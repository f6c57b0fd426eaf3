/* A button beside each numbered paragraph copies its citation, as text and as a link. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const { make, copy } = window.normative;
  const title = document.querySelector("meta[name='normative-citation']")?.content;
  const paragraphs = document.querySelectorAll(".normative-paragraph");
  if (!title || !paragraphs.length) return;
  const status = make("p", { class: "copy-status", role: "status" });
  document.body.append(status);
  paragraphs.forEach((paragraph) => {
    const number = paragraph.querySelector(".paragraph-number").textContent.replace(/\.$/, "");
    const label = `Copy the citation of paragraph ${number}`;
    const button = make("button", { type: "button", class: "paragraph-cite", "aria-label": label }, "Cite");
    button.addEventListener("click", async () => {
      const citation = `${title}, para. ${number}`;
      const address = `${location.href.split("#")[0]}#${paragraph.id}`;
      await copy(`${citation}, ${address}`, make("a", { href: address }, citation).outerHTML);
      status.textContent = `Copied: ${citation}`;
    });
    paragraph.querySelector(".paragraph-margin").append(button);
  });
});
