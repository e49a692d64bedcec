import type { LabelTest, NoTest } from '../compare/comparison.js';
import type { DescriptorName } from '../describe/style-descriptors.js';
import type { Estimate } from '../statistics/interval.js';
import type { ReportCatalogue } from './catalogue/catalogue.js';
import type { DescribedSource } from './described-set.js';
import { pValue, sentencesOf } from './sentences.js';

/** Writes sentences and numbers in the language of a catalogue. */
export function wordsOf(catalogue: ReportCatalogue, source: DescribedSource | undefined) {
  const { texts } = catalogue;
  const sentences = sentencesOf(texts);
  const { estimate, share } = sentences;
  const factor = (name: string) =>
    Object.hasOwn(catalogue.factors, name) ? catalogue.factors[name]! : name;
  return {
    ...sentences,
    catalogue,
    shareEstimate: (measured: Estimate) => estimate(measured, share),
    p: (test: LabelTest | NoTest) => (test.kind === 'tested' ? pValue(test.adjusted) : texts.none),
    factor,
    factors: (names: readonly string[]) => names.map((name) => factor(name)).join(texts.and),
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
