/* The words of the other scripts in the language of the page, from the catalogue above; where a number chooses among several,
   by the number's kind. This stands on pages that are not in English. */
window.normativeSay = (sentence, values = {}) => {
  const { language, kinds, words } = window.normativeWords;
  const small = sentence.charAt(0).toLowerCase() + sentence.slice(1);
  const found = words[sentence];
  const other = words[small];
  const capital = (forms) => [forms].flat().map((form) => form.charAt(0).toUpperCase() + form.slice(1));
  const forms = found ? [found].flat() : other ? capital(other) : [sentence];
  const form = forms[values.count === undefined ? 0 : (kinds[new Intl.PluralRules(language).select(values.count)] ?? 0)] ?? forms.at(-1);
  return form.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
};
