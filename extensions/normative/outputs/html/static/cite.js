/* "Cite" beside each numbered paragraph copies how it is cited, and shows it: the paragraph, one of its lettered parts, a
   footnote, or the note on a relation below it. The address is that of the site; pages in a folder have none to send. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const { make, say, textOf, copy } = window.normative;
  const title = document.querySelector("meta[name='normative-citation']")?.content;
  const paragraphs = document.querySelectorAll(".normative-paragraph");
  if (!title || !paragraphs.length) return;
  const site = document.querySelector("link[rel='canonical']")?.href ?? "";
  const base = site || (location.protocol.startsWith("http") ? location.href.split("#")[0] : "");
  const status = make("p", { class: "copy-status", role: "status" });
  document.body.append(status);

  /* "decide--a-ii" is (a) (ii) of "decide". */
  const letters = (id, anchor) => id.slice(anchor.length + 2).split("-").map((mark) => ` (${mark})`).join("");

  /* What can be cited of a paragraph: the words behind its number, and the id. */
  function partsOf(paragraph) {
    const anchor = paragraph.id;
    const parts = [{ id: anchor, words: "" }];
    paragraph.querySelectorAll(".paragraph-text li[id]").forEach((item) => parts.push({ id: item.id, words: letters(item.id, anchor) }));
    const marks = [...new Map([...paragraph.querySelectorAll("a.footnote-reference")].map((mark) => [mark.hash, mark])).values()];
    marks.forEach((mark, place) => {
      const id = `${anchor}--note-${place + 1}`;
      if (document.getElementById(id)) parts.push({ id, words: `, ${say("footnote {number}", { number: textOf(mark).replace(/[[\]]/g, "") })}` });
    });
    let next = paragraph.nextElementSibling;
    for (; next?.matches(".relation, .paragraph-comments"); next = next.nextElementSibling) {
      const head = next.querySelector(".relation-head");
      if (next.id && head) parts.push({ id: next.id, words: `, ${say("note “{head}”", { head: textOf(head) })}` });
    }
    return parts;
  }

  function boxOf(paragraph, number) {
    const parts = partsOf(paragraph).map(({ id, words }) => ({ id, words: `${title}, ${say("para. {number}", { number })}${words}`, name: words }));
    const select = make("select", {}, ...parts.map(({ id, name }) => make("option", { value: id }, name.replace(/^, /, "").trim() || say("all of it"))));
    const words = make("p", { class: "cite-words" });
    const link = make("a", {});
    const button = make("button", { type: "button" }, say("Copy"));
    const chosen = () => parts[Math.max(select.selectedIndex, 0)];
    const take = async () => {
      const part = chosen();
      const address = base && `${base}#${part.id}`;
      const html = address && make("a", { href: address }, part.words).outerHTML;
      await copy([part.words, address].filter(Boolean).join(", "), html);
      status.textContent = `${say("Copied: para. {number}", { number })}${part.name}`;
    };
    const show = () => {
      words.textContent = chosen().words;
      link.href = `#${chosen().id}`;
      link.textContent = base ? `${base}#${chosen().id}` : say("Link to this place");
    };
    select.addEventListener("change", show);
    button.addEventListener("click", take);
    const box = make("div", { class: "cite-box", role: "group", "aria-label": say("Citation of paragraph {number}", { number }) });
    if (parts.length > 1) box.append(make("label", {}, `${say("Part of the paragraph")} `, select));
    box.append(words, make("p", {}, link), button);
    show();
    return { box, take };
  }

  paragraphs.forEach((paragraph) => {
    const number = textOf(paragraph.querySelector(".paragraph-number")).replace(/\.$/, "");
    const label = say("Cite paragraph {number}", { number });
    const button = make("button", { type: "button", class: "paragraph-cite", "aria-label": label, "aria-expanded": "false" }, say("Cite"));
    let made;
    button.addEventListener("click", async () => {
      made ??= boxOf(paragraph, number);
      const isOpen = made.box.isConnected;
      button.setAttribute("aria-expanded", String(!isOpen));
      if (isOpen) {
        made.box.remove();
        return;
      }
      paragraph.append(made.box);
      await made.take();
    });
    paragraph.querySelector(".paragraph-margin").append(button);
  });
});
