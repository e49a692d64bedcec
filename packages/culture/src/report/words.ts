import type { LabelTest, NoTest } from '../compare/comparison.js';
import type { DescriptorName } from '../describe/style-descriptors.js';
import type { Estimate } from '../statistics/interval.js';
import type { ReportCatalogue } from './catalogue/catalogue.js';
import type { ReportText } from './catalogue/report-text.js';
import type { DescribedSource } from './described-set.js';

/** What goes into the braces of a text. */
export type TextValues = Readonly<Record<string, string | number>>;

/** Writes sentences and numbers in the language of a catalogue. */
export function wordsOf(catalogue: ReportCatalogue, source: DescribedSource | undefined) {
  const { texts } = catalogue;
  const say = (text: ReportText, values: TextValues = {}) =>
    texts[text].replace(/\{(\w+)\}/g, (brace, name) => String(values[name] ?? brace));
  const share = (value: number) => say('share', { value: fixed(100 * value, 1) });
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
  return {
    catalogue,
    say,
    share,
    level,
    number,
    range,
    estimate,
    shareEstimate: (measured: Estimate) => estimate(measured, share),
    p: (test: LabelTest | NoTest) => (test.kind === 'tested' ? pValue(test.adjusted) : texts.none),
    factor: (name: string) => catalogue.factors[name] ?? name,
    factors: (names: readonly string[]) =>
      names.map((name) => catalogue.factors[name] ?? name).join(texts.and),
    culture: (id: string) => cultureLabel(id, catalogue.language, source),
    descriptor: (name: string) =>
      Object.hasOwn(catalogue.descriptors, name)
        ? catalogue.descriptors[name as DescriptorName]
        : name,
  };
}

/** What {@link wordsOf} gives. */
export type Words = ReturnType<typeof wordsOf>;

function cultureLabel(id: string, language: string, source: DescribedSource | undefined): string {
  const label = source?.cultures.find((culture) => culture.id === id)?.label ?? {};
  const short = language.split('-')[0]!;
  return label[language] ?? label[short] ?? label.en ?? Object.values(label)[0] ?? id;
}

/** A p-value: two digits, and never 0. */
export function pValue(p: number): string {
  return p < 0.0001 ? '< 0.0001' : String(Number(p.toPrecision(2)));
}

const minus = (text: string) => text.replace(/^-/, '−');

function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return minus(Number(text) === 0 ? (0).toFixed(digits) : text);
}

function significant(value: number, digits: number): string {
  return minus(String(Number(value.toPrecision(digits))));
}
