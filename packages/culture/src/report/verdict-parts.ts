import type { LabelledVariation, NoTest } from '../compare/comparison.js';
import type { ConfoundAudit, FactorAudit } from '../confound/confound-result.js';
import type { SetComparison } from './compare-set.js';
import type { IntervalRow, ReportBlock, ReportPart } from './report-model.js';
import type { Words } from './words.js';

/** Whether it is culture: the verdict, and what else goes with the labels. */
export function verdictPart(result: SetComparison, words: Words): ReportPart {
  const { confound } = result;
  const blocks: ReportBlock[] = [verdictBlock(result, words)];
  if (confound.kind === 'audited') {
    blocks.push(factorTable(confound, words), { kind: 'text', text: words.say('cramersNote') });
  }
  return { title: words.say('partVerdict'), blocks: [...blocks, ...unseen(result, words)] };
}

function verdictBlock({ confound, within }: SetComparison, words: Words): ReportBlock {
  const { say, factors, factor } = words;
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
  const values = { factors: factors(of), within: within === undefined ? '' : factor(within) };
  switch (confound.verdict) {
    case 'supported':
      return block('good', 'verdictSupported', say('verdictSupportedText', values));
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

function factorTable({ factors, jointly }: ConfoundAudit, words: Words): ReportBlock {
  const { say, share, number, factor } = words;
  const row = (audit: Omit<FactorAudit, 'without'>, name: string) => [
    name,
    String(audit.levels),
    audit.association.kind === 'measured' ? number(audit.association.cramersV) : say('none'),
    share(audit.informativeShare),
    audit.within.kind === 'measured'
      ? words.shareEstimate(audit.within.omegaSquared)
      : say('notIdentifiable'),
    audit.within.kind === 'measured' ? words.p(audit.within.test) : say('none'),
    words.catalogue.verdicts[audit.verdict],
  ];
  return {
    kind: 'table',
    caption: say('factorTable'),
    head: [
      say('factor'),
      say('levels'),
      say('association'),
      say('overlap'),
      say('withinOmega'),
      say('pValue'),
      say('verdict'),
    ],
    rows: [
      ...factors.map((audit) => row(audit, factor(audit.factor))),
      ...(jointly ? [row(jointly, say('jointly'))] : []),
    ],
  };
}

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

/** How much of the variation goes with labels, over all and among works of one kind. */
export function variationPart(result: SetComparison, words: Words): ReportPart {
  const { say } = words;
  const { comparison, confound } = result;
  const { variation } = comparison;
  const audits = confound.kind === 'audited' ? confound.factors : [];
  const overall = confound.kind === 'audited' ? confound.overall : variation;
  const rows = [
    omegaRow(say('allWorks'), overall, words),
    ...audits.map((audit) =>
      omegaRow(say('amongOne', { factor: words.factor(audit.factor) }), audit.within, words),
    ),
  ];
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
        say('interval', { level: words.share(result.settings.level) }),
      ],
    },
  ];
  if (variation.kind === 'measured') blocks.push(...variationTexts(variation, result, words));
  return { title: say('partVariation'), blocks };
}

function omegaRow(label: string, variation: LabelledVariation | NoTest, words: Words): IntervalRow {
  if (variation.kind === 'refused') return { label, note: words.say('notIdentifiable') };
  const { value, interval } = variation.omegaSquared;
  return { label, value, low: interval.low, high: interval.high };
}

function variationTexts(
  { rSquared, pseudoF, degrees, test }: LabelledVariation,
  { withheld }: SetComparison,
  words: Words,
): ReportBlock[] {
  const { say, share, number } = words;
  const effect = say('variationText', {
    r2: share(rSquared),
    f: number(pseudoF),
    between: degrees[0],
    within: degrees[1],
  });
  const tested =
    test.kind === 'tested'
      ? say('permutationText', {
          p: words.p(test),
          permutations: test.permutations,
          exact: test.exact ? say('exact') : '',
        })
      : say('noPValue', { why: withheld ? say('whyWithheld') : say('tooFew') });
  return [
    { kind: 'text', text: effect },
    { kind: 'text', text: tested },
  ];
}
