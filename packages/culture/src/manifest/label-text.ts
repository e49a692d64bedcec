import type { LabelCertainty } from './types.js';

/** One reading of a source's label. */
export interface LabelReading {
  /** The tradition's name without words of doubt, to find its culture by. */
  name: string;
  certainty: LabelCertainty;
}

/**
 * The readings of a label: `probably` makes it probable, `possibly`, `?` and `or` make it possible,
 * and `or` gives one reading for each alternative.
 */
export function readLabel(text: string): LabelReading[] {
  const alternatives = alternativesOf(text.trim());
  const doubted = / or |\b(?:possibly|perhaps)\b|\?/i.test(text);
  const certainty = doubted ? 'possible' : /\bprobably\b/i.test(text) ? 'probable' : 'asserted';
  const names = [...new Set(alternatives.map(withoutDoubt).filter((name) => name !== ''))];
  return names.map((name) => ({ name, certainty }));
}

/** `India (Gujarat or Rajasthan)` is `India (Gujarat)` and `India (Rajasthan)`. */
function alternativesOf(text: string): string[] {
  const inside = /^([^()]*)\(([^()]* or [^()]*)\)([^()]*)$/i.exec(text);
  if (inside && !/ or /i.test(`${inside[1]}|${inside[3]}`)) {
    const [, before, choices, after] = inside as unknown as [string, string, string, string];
    return splitAtOr(choices).map((choice) => `${before}(${choice})${after}`);
  }
  // An "or" within nested or several brackets is left alone: no reading of it would be sure.
  return /\([^)]* or /i.test(text) ? [text] : splitAtOr(text);
}

const splitAtOr = (text: string) => text.split(/,? or /i).map((part) => part.trim());

const withoutDoubt = (text: string) =>
  text
    .replace(/\((?:\?|probably|possibly|perhaps)\)/gi, '')
    .replace(/\b(?:probably|possibly|perhaps)\b/gi, '')
    .replaceAll('?', '')
    .replace(/\s+/g, ' ')
    .replace(/\(\s+/g, '(')
    .replace(/\s+([,)])/g, '$1')
    .replace(/^[\s,;]+|[\s,;]+$/g, '');

/** A label without dates: `Iran, Seljuk Period (1037-1194), 13th Century` is `Iran, Seljuk Period`. */
export function withoutDates(text: string): string {
  const parts = text.replace(/\s*\([^()]*\d[^()]*\)/g, '').split(',');
  const kept = parts
    .filter((part) => !/\d|\bcentur(?:y|ies)\b/i.test(part))
    .join(',')
    .trim();
  return kept === '' ? text : kept;
}
