import type { ReportCatalogue } from './catalogue/catalogue.js';
import { englishReport } from './catalogue/english.js';
import type { SetComparison } from './compare-set.js';
import { descriptorParts, distanceParts, mapParts } from './difference-parts.js';
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
  const { source, works, comparison, settings, pipeline } = result;
  return {
    language: catalogue.language,
    direction: catalogue.direction,
    title: say('compareTitle', { name: source?.name ?? say('unnamed') }),
    lead: [
      say('compareLead', {
        works: works.compared,
        cultures: comparison.cultures.length,
        descriptors: comparison.descriptors.length,
      }),
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
      verdictPart(result, words),
      variationPart(result, words),
      culturePart(result, words),
      ...distanceParts(result, words),
      ...descriptorParts(result, words),
      ...mapParts(result, words),
      limitsPart(words),
      { title: say('partNotes'), blocks: [{ kind: 'list', items: catalogue.notes }] },
      sourcePart(result, words),
    ],
  };
}

function headline({ comparison, within }: SetComparison, { say, shareEstimate, factor }: Words) {
  const { variation } = comparison;
  if (variation.kind === 'refused') return say('notCompared');
  const omega = shareEstimate(variation.omegaSquared);
  return within === undefined
    ? say('labelsExplain', { omega })
    : say('labelsExplainWithin', { omega, factor: factor(within) });
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
