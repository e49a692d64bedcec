import type { LabelledVariation, NoTest } from '../compare/comparison.js';
import { disagrees } from '../confound/sentences.js';
import type { SetComparison } from './compare-set.js';
import { auditOf, confoundedPairs, factorTable, overlapTable } from './explanation-tables.js';
import type { IntervalRow, ReportBlock, ReportPart } from './report-model.js';
import { pIs } from './sentences.js';
import type { Words } from './words.js';

/** Whether it is culture: the verdict, and what else goes with the labels. */
export function verdictPart(result: SetComparison, words: Words): ReportPart {
  const { confound } = result;
  const blocks: ReportBlock[] = [verdictBlock(result, words)];
  if (result.overlaps.length > 0 && confound.kind === 'audited') {
    blocks.push(overlapTable(result, confound, words));
  }
  if (confound.kind === 'audited') {
    blocks.push(factorTable(confound, words), { kind: 'text', text: words.say('cramersNote') });
  }
  return {
    title: words.say('partVerdict'),
    blocks: [...blocks, ...unseen(result, words), ...fewMakers(result, words)],
  };
}

function verdictBlock(result: SetComparison, words: Words): ReportBlock {
  const { confound, within, overlaps } = result;
  const { say, factors } = words;
  const block = (
    level: 'good' | 'warning' | 'refused',
    title: Parameters<Words['say']>[0],
    text: string,
  ) => ({ kind: 'verdict', level, title: say(title), text }) as const;
  if (confound.kind === 'refused') {
    return block('refused', 'verdictNotRecorded', say('verdictNotRecordedText'));
  }
  const of = confound.factors
    .filter(({ verdict }) => verdict === confound.verdict)
    .map((audit) => audit.factor);
  const confounded = confoundedPairs(result);
  const doubtful = confound.factors.filter(disagrees).map(({ factor }) => factor);
  const doubt =
    doubtful.length === 0
      ? ''
      : say('space') + say('intervalHoldsZero', { factors: factors(doubtful) });
  const values = {
    factors: factors(of.length > 0 ? of : confound.factors.map(({ factor }) => factor)),
    within: within.kind === 'compared within' ? factors(within.factors) : '',
    count: confounded.length,
    all: overlaps.length,
    pairs: pairNames(confounded, words),
    others: pairNames(
      overlaps.filter((pair) => !confounded.includes(pair)),
      words,
    ),
  };
  if (confounded.length > 0 && confounded.length < overlaps.length) {
    if (confound.verdict === 'supported')
      return block('refused', 'verdictPartly', say('verdictPartlyText', values) + doubt);
    if (confound.verdict === 'no difference detected')
      return block('refused', 'verdictPartly', say('verdictPartlyNoneText', values));
  }
  if (confound.overall.kind === 'refused' && confound.overall.reason === 'no variation')
    return block('refused', 'verdictSame', say('verdictSameText'));
  if (confound.overall.kind === 'refused' && confound.overall.reason === 'not identifiable')
    return block('refused', 'verdictOneLabel', say('verdictOneLabelText'));
  switch (confound.verdict) {
    case 'supported':
      return block('good', 'verdictSupported', say('verdictSupportedText', values) + doubt);
    case 'no difference detected':
      return block('warning', 'verdictNone', say('verdictNoneText'));
    case 'not supported after stratification':
      return block('warning', 'verdictExplained', say('verdictExplainedText', values));
    case 'not identifiable':
      return block('refused', 'verdictConfounded', say('verdictConfoundedText', values));
    case 'too few':
      return block('refused', 'verdictTooFew', say('verdictTooFewText', values));
  }
}

const pairNames = (pairs: SetComparison['overlaps'], words: Words) =>
  pairs.map(({ cultures }) => cultures.map(words.culture).join(' – ')).join(words.say('comma'));

/** The explanations that are not recorded: they are not excluded by that. */
function unseen({ factors }: SetComparison, { say, share, factor }: Words): ReportBlock[] {
  const items = factors
    .filter(({ audited }) => !audited)
    .map(({ factor: name, known, levels }) =>
      say(levels === 1 && known >= 0.5 ? 'sameForAll' : 'recordedOf', {
        factor: factor(name),
        known: share(known),
      }),
    );
  if (items.length === 0) return [];
  return [
    { kind: 'text', text: say('notLookedAt') },
    { kind: 'list', items },
  ];
}

/** Fewer makers than this, and a difference may be theirs alone. */
const ENOUGH_MAKERS = 5;

function fewMakers({ makers, comparison }: SetComparison, words: Words): ReportBlock[] {
  const few = makers.filter(
    ({ culture, makers: count, known }) =>
      count < ENOUGH_MAKERS &&
      known > 0 &&
      comparison.cultures.some((one) => one.culture === culture && one.tested),
  );
  if (few.length === 0) return [];
  const names = few
    .map(({ culture, makers: count }) =>
      words.say('makersOf', { culture: words.culture(culture), count }),
    )
    .join(words.say('comma'));
  const text = words.say('fewMakersText', { names });
  return [{ kind: 'verdict', level: 'warning', title: words.say('fewMakers'), text }];
}

/** How much of the variation goes with labels, over all and among works of one kind. */
export function variationPart(result: SetComparison, words: Words): ReportPart {
  const { say } = words;
  const { comparison, confound } = result;
  const { variation } = comparison;
  const overall = confound.kind === 'audited' ? confound.overall : variation;
  const amongOne = (names: readonly string[]) => say('amongOne', { factor: words.factors(names) });
  const inner =
    confound.kind === 'audited'
      ? confound.partitions.map((names) =>
          omegaRow(amongOne(names), auditOf(confound, names).within, words),
        )
      : [];
  const rows = [omegaRow(say('allWorks'), overall, words), ...inner];
  const blocks: ReportBlock[] = [
    {
      kind: 'intervals',
      caption: say('variationCaption'),
      axis: say('variationAxis'),
      format: 'share',
      rows,
      references: [],
      columns: [
        say('works'),
        say('value'),
        say('interval', { level: words.level(result.settings.level) }),
      ],
    },
  ];
  if (overall.kind === 'measured') blocks.push(variationText(overall, words));
  const { within } = result;
  const tested = within.kind === 'compared within' ? within.comparison.variation : undefined;
  blocks.push(
    { kind: 'text', text: testText(tested, result, words) },
    ...steadyText(result, words),
  );
  return { title: say('partVariation'), blocks };
}

function omegaRow(label: string, variation: LabelledVariation | NoTest, words: Words): IntervalRow {
  if (variation.kind === 'refused') return { label, note: words.say('notIdentifiable') };
  const { value, interval } = variation.omegaSquared;
  return { label, value, low: interval.low, high: interval.high };
}

function variationText(
  { rSquared, pseudoF, degrees }: LabelledVariation,
  { say, share, number }: Words,
): ReportBlock {
  const r2 = share(rSquared);
  const text =
    pseudoF === undefined
      ? say('variationTextNone', { r2 })
      : say('variationText', {
          r2,
          f: number(pseudoF),
          between: degrees[0],
          within: degrees[1],
        });
  return { kind: 'text', text };
}

function steadyText({ steady, within }: SetComparison, words: Words): ReportBlock[] {
  if (steady.kind === 'refused') return [];
  const text = words.say(within.kind === 'refused' ? 'steadyAll' : 'steadyWithin', {
    names: steady.without.map(words.descriptor).join(words.say('comma')),
    omega: words.shareEstimate(steady.omegaSquared),
    factors: within.kind === 'refused' ? '' : words.factors(within.factors),
  });
  return [{ kind: 'text', text }];
}

function testText(
  variation: LabelledVariation | NoTest | undefined,
  { within }: SetComparison,
  words: Words,
): string {
  const { say, factors } = words;
  if (variation?.kind !== 'measured' || variation.test.kind !== 'tested')
    return say('noPValue', { why: say('whyWithheld') });
  return say('permutationText', {
    factors: within.kind === 'compared within' ? factors(within.factors) : '',
    cultures: variation.cultures.map(words.culture).join(say('comma')),
    p: pIs(variation.test.adjusted),
    permutations: variation.test.permutations,
    exact: variation.test.exact ? say('exact') : '',
  });
}
