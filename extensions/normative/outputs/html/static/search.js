/* What a search in a table asks for: all its words, in any order. A provision or paragraph in it ("ICRMW 22", "objective 8",
   "para 12") is one word, and its number a whole one: who looks for article 2 does not look for article 22. */
"use strict";

(() => {
  const { known, unaccented } = window.normative;
  const UNITS = { article: "", articles: "", art: "", objective: "obj", objectives: "obj", paragraph: "para", paragraphs: "para" };
  const SPECIAL = /[.*+?^${}()|[\]\\]/g;

  /* Tables print "obj. 8", and articles without their unit. */
  const plain = (words) => unaccented(words).replace(/(\p{L})\./gu, "$1");
  const unitOf = (word) => UNITS[word] ?? word;

  function citation() {
    const keys = new Set(Object.values(known.provisions).map(({ instrument }) => instrument.toLowerCase()));
    const names = [...keys].map((key) => key.replace(SPECIAL, "\\$&")).sort((one, other) => other.length - one.length);
    const units = [...Object.keys(UNITS), "obj", "para", "paras", "part", "principle"].join("|");
    const key = names.length ? `(?:(${names.join("|")})\\s+)?` : "()";
    return new RegExp(`^${key}(?:(${units})\\s*)?(\\d+)((?:\\s*\\([\\p{L}\\d]+\\))*)(?![\\p{L}\\d])`, "u");
  }

  function numbered([, key = "", unit = "", number, brackets]) {
    const letters = brackets.match(/[\p{L}\d]+/gu) ?? [];
    const words = [key.replace(SPECIAL, "\\$&"), unitOf(unit)].filter(Boolean).map((word) => `${word}\\s+`);
    return new RegExp(`(?<![\\p{L}\\d])${words.join("")}${number}${letters.map((letter) => `\\s*\\(${letter}\\)`).join("")}(?!\\d)`, "u");
  }

  let pattern;

  /* Return functions that each tell whether the words of a row have one of those that are asked for. */
  window.normative.wantedOf = (search) => {
    const wanted = [];
    pattern ??= citation();
    let rest = plain(search).trim();
    while (rest) {
      const found = pattern.exec(rest);
      const word = found ? found[0] : /^\S+/.exec(rest)[0];
      const expression = found && numbered(found);
      wanted.push(expression ? (words) => expression.test(words) : (words) => words.includes(word));
      rest = rest.slice(word.length).trim();
    }
    return wanted;
  };
  window.normative.plainWords = plain;
})();
