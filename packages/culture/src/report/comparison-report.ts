import type { ReportCatalogue } from './catalogue/catalogue.js';
import { englishReport } from './catalogue/english.js';
import type { SetComparison } from './compare-set.js';
import { differenceParts } from './difference-parts.js';
import type { CultureReport } from './report-model.js';
import { culturePart, sourcePart } from './source-parts.js';
import { variationPart, verdictPart } from './verdict-parts.js';
import { type Words, wordsOf } from './words.js';

/**
 * The report of a comparison in one language: the verdict on confounds first, then effects with
 * intervals, then tests where there are any, then limits and sources.
 *
 * @example
 * ```ts
 * import { type SetComparison, comparisonReport, englishReport } from '@ikat/culture';
 *
 * const inEnglish = (result: SetComparison) => comparisonReport(result, englishReport);
 * console.log(typeof inEnglish); // function
 * ```
 */
export function comparisonReport(
  result: SetComparison,
  catalogue: ReportCatalogue = englishReport,
): CultureReport {
  const words = wordsOf(catalogue, result.source);
  const { say } = words;
  const { source, works, comparison, settings, pipeline, descriptors } = result;
  const verdict = verdictPart(result, words);
  return {
    language: catalogue.language,
    direction: catalogue.direction,
    title: say('compareTitle', { name: source?.name ?? say('unnamed') }),
    lead: [
      say('compareLead', {
        works: works.compared,
        cultures: comparison.cultures.length,
        descriptors: descriptors.length,
      }),
      ...(verdict.blocks[0]?.kind === 'verdict'
        ? [`${verdict.blocks[0].title}${say('stop')}`]
        : []),
      headline(result, words),
    ],
    facts: [
      [say('works'), String(works.compared)],
      [say('pipeline'), pipeline],
      [say('permutations'), String(settings.permutations)],
      [say('resamples'), String(settings.resamples)],
      [say('seed'), String(settings.seed)],
    ],
    parts: [
      verdict,
      variationPart(result, words),
      culturePart(result, words),
      ...differenceParts(result, words),
      limitsPart(words),
      { title: say('partNotes'), blocks: [{ kind: 'list', items: catalogue.notes }] },
      sourcePart(result, words),
    ],
  };
}

/** The share within kinds where it can be told, else that of all works, and never without saying which. */
function headline({ comparison, within }: SetComparison, words: Words) {
  const { say, shareEstimate, factors } = words;
  if (within.kind === 'compared within' && within.comparison.variation.kind === 'measured') {
    const { omegaSquared, cultures } = within.comparison.variation;
    return say('labelsExplainWithin', {
      omega: shareEstimate(omegaSquared),
      factors: factors(within.factors),
      cultures: cultures.map(words.culture).join(say('comma')),
    });
  }
  const { variation } = comparison;
  if (variation.kind === 'refused') return say('notCompared');
  return say('labelsExplain', { omega: shareEstimate(variation.omegaSquared) });
}

function limitsPart({ say }: Words) {
  const items = [
    say('limitAssociation'),
    say('limitSample'),
    say('limitDescriptors'),
    say('limitReencoding'),
    say('limitLevels'),
    say('limitOwn'),
  ];
  return {
    title: say('partLimits'),
    blocks: [
      { kind: 'list', items },
      { kind: 'text', text: say('methods') },
    ],
  } as const;
}
