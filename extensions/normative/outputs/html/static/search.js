/* What a search in a table asks for: all its words, in any order. A provision or paragraph in it ("ICRMW 22", "objective 8",
   "para 12") is one word, and its number a whole one: who looks for article 2 does not look for article 22. Places are
   looked for in the cells of a row, words in the texts of its paragraphs too. */
"use strict";

(() => {
  const { known, unaccented } = window.normative;
  const UNITS = { article: "", articles: "", art: "", objective: "obj", objectives: "obj", paragraph: "para", paragraphs: "para" };
  const SPECIAL = /[.*+?^${}()|[\]\\]/g;

  /* Tables print "obj. 8", and articles without their unit. */
  const plain = (words) => unaccented(words).replace(/(\p{L})\./gu, "$1");
  const unitOf = (word) => UNITS[word] ?? word;

  const isArticle = (unit) => unit in UNITS && UNITS[unit] === "";

  function keys() {
    const found = new Set(Object.values(known.provisions).map(({ instrument }) => instrument.toLowerCase()));
    return [...found].map((key) => key.replace(SPECIAL, "\\$&")).sort((one, other) => other.length - one.length);
  }

  function citation() {
    const names = keys();
    const units = [...Object.keys(UNITS), "obj", "para", "paras", "part", "principle"].join("|");
    const key = names.length ? `(?:(${names.join("|")})\\s+)?` : "()";
    return new RegExp(`^${key}(?:(${units})\\s*)?(\\d+)((?:\\s*\\([\\p{L}\\d]+\\))*)(?![\\p{L}\\d])`, "u");
  }

  function numbered([, key = "", unit = "", number, brackets]) {
    const letters = brackets.match(/[\p{L}\d]+/gu) ?? [];
    // Tables print an article behind the key of its instrument.
    const before = !key && isArticle(unit) && keys().length ? `(?:${keys().join("|")})` : key.replace(SPECIAL, "\\$&");
    const words = [before, unitOf(unit)].filter(Boolean).map((word) => `${word}\\s+`);
    return new RegExp(`(?<![\\p{L}\\d])${words.join("")}${number}${letters.map((letter) => `\\s*\\(${letter}\\)`).join("")}(?!\\d)`, "u");
  }

  let pattern;

  /* Return what is asked for: `isIn` tells whether words have it, and `word` is it where it is no place. */
  window.normative.wantedOf = (search) => {
    const wanted = [];
    pattern ??= citation();
    let rest = plain(search).trim();
    while (rest) {
      const found = pattern.exec(rest);
      const word = found ? found[0] : /^\S+/.exec(rest)[0];
      const expression = found && numbered(found);
      wanted.push(expression ? { isIn: (words) => expression.test(words) } : { isIn: (words) => words.includes(word), word });
      rest = rest.slice(word.length).trim();
    }
    return wanted;
  };
  window.normative.plainWords = plain;
})();
