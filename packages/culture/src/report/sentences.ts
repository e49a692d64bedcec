import type { Estimate } from '../statistics/interval.js';

/** What goes into the braces of a text. */
export type TextValues = Readonly<Record<string, string | number>>;

/** The texts that numbers and lists are written with. */
export type NumberText =
  | 'and'
  | 'comma'
  | 'estimate'
  | 'fewerThan'
  | 'none'
  | 'rangeTo'
  | 'share'
  | 'space';

/**
 * Writes sentences and numbers with the texts of one language.
 *
 * @param texts with the names of values in braces
 *
 * @example
 * ```ts
 * import { englishReport, sentencesOf } from '@ikat/culture';
 *
 * const { estimate } = sentencesOf(englishReport.texts);
 * console.log(estimate({ value: 0.28, interval: { low: -0.1, high: 0.5, level: 0.95 } })); // 0.28 (95 % interval −0.1 to 0.5)
 * ```
 */
export function sentencesOf<Text extends string>(
  texts: Readonly<Record<Text | NumberText, string>>,
) {
  const say = (text: Text | NumberText, values: TextValues = {}) => filled(texts[text], values);
  const share = (value: number, digits = 1) =>
    say('share', { value: decimal(100 * value, digits) });
  const level = (value: number) => say('share', { value: significant(100 * value, 3) });
  const number = (value: number) => significant(value, 3);
  const range = ({ low, high }: Estimate['interval'], write: (value: number) => string) =>
    say('rangeTo', { low: write(low), high: write(high) });
  const estimate = ({ value, interval }: Estimate, write = number) =>
    say('estimate', {
      value: write(value),
      low: write(interval.low),
      high: write(interval.high),
      level: level(interval.level),
    });
  const list = (names: readonly string[]) => names.join(texts.comma);
  return { say, share, level, number, range, estimate, list };
}

const HAN = /\p{Script=Han}/u;
const LATIN = /[A-Za-z0-9]/;

/** Puts values into the braces of a text; between a Chinese sign and a Latin letter stands a space. */
function filled(text: string, values: TextValues): string {
  return text.replace(/\{(\w+)\}/g, (brace, name: string, at: number) => {
    const value = String(values[name] ?? brace);
    const [before = '', after = ''] = [text[at - 1], text[at + brace.length]];
    const space = (left: string, right: string) =>
      (HAN.test(left) && LATIN.test(right)) || (LATIN.test(left) && HAN.test(right)) ? ' ' : '';
    return `${space(before, value.charAt(0))}${value}${space(value.slice(-1), after)}`;
  });
}

/** A number with so many places after the point; never a negative zero. */
export function decimal(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return minus(Number(text) === 0 ? (0).toFixed(digits) : text);
}

/** A p-value: two digits, and never 0. */
export function pValue(p: number): string {
  return p < LEAST_P ? `< ${LEAST_P}` : String(Number(p.toPrecision(2)));
}

/** A p-value in a sentence, which no line breaks: `p = 0.004`, `p < 0.0001`. */
export function pIs(p: number): string {
  const text = p < LEAST_P ? `p ${pValue(p)}` : `p = ${pValue(p)}`;
  return text.replaceAll(' ', '\u00a0');
}

const LEAST_P = 0.0001;

const minus = (text: string) => text.replace(/^-/, '−');

function significant(value: number, digits: number): string {
  return minus(String(Number(value.toPrecision(digits))));
}
