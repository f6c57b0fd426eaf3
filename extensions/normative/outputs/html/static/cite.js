/* A button beside each numbered paragraph copies its citation, as text and as a link. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const title = document.querySelector("meta[name='normative-citation']")?.content;
  const paragraphs = document.querySelectorAll(".normative-paragraph");
  if (!title || !paragraphs.length) return;
  const status = document.createElement("p");
  status.className = "copy-status";
  status.setAttribute("role", "status");
  document.body.append(status);
  const escaped = (words) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  paragraphs.forEach((paragraph) => {
    const number = paragraph.querySelector(".paragraph-number").textContent.replace(/\.$/, "");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "paragraph-cite";
    button.textContent = "Cite";
    button.setAttribute("aria-label", `Copy the citation of paragraph ${number}`);
    button.addEventListener("click", async () => {
      const citation = `${title}, para. ${number}`;
      const address = `${location.href.split("#")[0]}#${paragraph.id}`;
      await window.normativeCopy(`${citation}, ${address}`, `<a href="${escaped(address)}">${escaped(citation)}</a>`);
      status.textContent = `Copied: ${citation}`;
    });
    paragraph.querySelector(".paragraph-margin").append(button);
  });
});
