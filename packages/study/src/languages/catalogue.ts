import english from './en.json' with { type: 'json' };
import chinese from './zh.json' with { type: 'json' };

/** The texts of the page in one language; `{name}` stands for a value. */
export type Catalogue = typeof english;

/** The languages that the page has. */
export const catalogues: Readonly<Record<string, Catalogue>> = { en: english, zh: chinese };

/** Checks a catalogue of another language: the same keys, and the same values in the texts. */
export function checkCatalogue(name: string, given: unknown): Catalogue {
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(`buildStudy: expected texts in ${name}, got ${JSON.stringify(given)}.`);
  }
  const texts = given as Record<string, unknown>;
  const faults = Object.entries(english).flatMap(([key, text]) => {
    const own = texts[key];
    if (typeof own !== 'string') return [`expected "${key}" in ${name}, got nothing.`];
    const missing = (text.match(/\{\w+\}/g) ?? []).filter((value) => !own.includes(value));
    return missing.map((value) => `expected ${value} in "${key}" of ${name}.`);
  });
  if (texts.direction !== 'ltr' && texts.direction !== 'rtl') {
    faults.push(`expected "direction" ltr or rtl in ${name}, got ${texts.direction}.`);
  }
  if (faults.length > 0) {
    throw new RangeError(faults.map((fault) => `buildStudy: ${fault}`).join('\n'));
  }
  return given as Catalogue;
}
