import type { ConfoundAudit, FactorAudit } from '../confound/confound-result.js';
import type { SetComparison } from './compare-set.js';
import type { PairOverlap } from './pair-overlaps.js';
import type { ReportBlock } from './report-model.js';
import type { Words } from './words.js';

/** Pairs of cultures that share nothing of what else could explain their difference. */
export const confoundedPairs = ({ overlaps }: SetComparison) =>
  overlaps.filter(
    ({ jointly, factors }) => jointly === 0 || factors.some(({ shared }) => shared === 0),
  );

/** For every pair of traditions whether it shares what else could explain its difference. */
export function overlapTable(
  result: SetComparison,
  { partitions }: ConfoundAudit,
  words: Words,
): ReportBlock {
  const { say, share, culture } = words;
  const confounded = confoundedPairs(result);
  const several = partitions.length > 1;
  const sharedOf = ({ factors }: PairOverlap, [first]: readonly string[]) =>
    factors.find(({ factor }) => factor === first)!.shared;
  return {
    kind: 'table',
    caption: say('overlapTable'),
    head: [
      say('pair'),
      ...partitions.map((names) => partitionName(names, words)),
      ...(several ? [say('jointly')] : []),
      say('verdict'),
    ],
    rows: result.overlaps.map((pair) => [
      pair.cultures.map(culture).join(' – '),
      ...partitions.map((names) => share(sharedOf(pair, names))),
      ...(several ? [share(pair.jointly)] : []),
      say(confounded.includes(pair) ? 'pairConfounded' : 'pairSeparable'),
    ]),
  };
}

/** What else goes with the labels; factors that split the works alike are one row. */
export function factorTable(confound: ConfoundAudit, words: Words): ReportBlock {
  const { partitions, jointly } = confound;
  const { say, share, number } = words;
  const row = (audit: Omit<FactorAudit, 'without'>, name: string) => [
    name,
    String(audit.levels),
    audit.association.kind === 'measured' ? number(audit.association.cramersV) : say('none'),
    share(audit.informativeShare),
    audit.within.kind === 'measured'
      ? say('ofCultures', {
          value: words.shareEstimate(audit.within.omegaSquared),
          cultures: audit.within.cultures.map(words.culture).join(say('comma')),
        })
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
      ...partitions.map((names) => row(auditOf(confound, names), partitionName(names, words))),
      ...(jointly && partitions.length > 1 ? [row(jointly, say('jointly'))] : []),
    ],
  };
}

/** The audit that the factors of a partition have in common. */
export const auditOf = ({ factors }: ConfoundAudit, [first]: readonly string[]): FactorAudit =>
  factors.find(({ factor }) => factor === first)!;

const partitionName = (names: readonly string[], { say, factors }: Words) =>
  names.length === 1 ? factors(names) : say('goTogether', { factors: factors(names) });
