import type { Catalogue } from '../languages/catalogue.js';
import type { Texts } from '../study-plan.js';

/** A text of the catalogue with its values put in. */
export type Say = (
  key: keyof Catalogue,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** The texts of a language; where one is missing, English. */
export function textsOf(languages: Readonly<Record<string, Catalogue>>, lang: string): Say {
  const own = languages[lang] ?? languages.en!;
  return (key, values = {}) =>
    (own[key] ?? languages.en![key]).replace(/\{(\w+)\}/g, (whole, name: string) =>
      name in values ? String(values[name]) : whole,
    );
}

/** A text of the study in a language, else in English. */
export function inLanguage(texts: Texts, lang: string): string {
  return texts[lang] ?? texts.en ?? '';
}

/** The first language of the browser that the page has: a start, which the participant may change. */
export function firstLanguage(available: readonly string[], wanted: readonly string[]): string {
  const codes = wanted.map((code) => code.toLowerCase().split('-')[0]!);
  return codes.find((code) => available.includes(code)) ?? available[0]!;
}
