/* A switch at the head of a page with changes since a draft: both texts, the new one, or the old one. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const { make, say } = window.normative;
  const said = document.querySelector("meta[name='normative-changes']")?.content;
  const heading = document.querySelector("h1");
  if (!said || !heading) return;
  const root = document.documentElement;
  const choices = { both: say("Changes"), new: say("New text"), old: say("Old text") };
  const chosen = sessionStorage.getItem("normative-changes") ?? "both";
  const bar = make("fieldset", { class: "change-switch" }, make("legend", {}, said));
  Object.entries(choices).forEach(([value, words]) => {
    const button = make("input", { type: "radio", name: "normative-changes", value });
    button.checked = value === chosen;
    button.addEventListener("change", () => choose(value));
    bar.append(make("label", {}, button, ` ${words}`));
  });
  heading.after(bar);
  choose(chosen);

  function choose(value) {
    root.dataset.changes = value;
    sessionStorage.setItem("normative-changes", value);
  }
});
