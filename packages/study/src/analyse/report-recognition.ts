import type { RecognitionResult } from '@ikat/culture';
import { NO_GROUP, type RecognitionAnalysis, type RecognitionOutcome } from './recognition-part.js';
import { LEAST_CELL, people, percent, plain, pValue, refused, table } from './report-parts.js';

/** What was recognised, by whom: shares with intervals first, then the advantage of one's own. */
export function recognitionSection(found: RecognitionOutcome): string {
  if (found.kind === 'refused') return refused(found);
  const parts = [counts(found), shares(found), ceiling(found.ceiling)];
  const own = (['real', 'generated'] as const).map((picture) => advantage(found, picture));
  return [...parts, ...own, confusions(found), `<p>${plain(found.note)}</p>`].join('');
}

const kinds = { real: 'works of art', generated: 'outputs' } as const;

function counts({ answers, skipped, raters, inSeveralGroups }: RecognitionAnalysis): string {
  const groups = Object.entries(raters).map(([group, count]) => `${plain(group)} ${people(count)}`);
  const several =
    inSeveralGroups > 0
      ? ` ${people(inSeveralGroups)} raters of several groups are left out here: they are neither inside nor outside.`
      : '';
  return `<p>“Which of these traditions is this picture after?” ${answers} answers, ${skipped} skipped; raters: ${groups.join(', ')}.${several} Intervals allow for other raters, not for other pictures.</p>`;
}

const shown = ({ raters }: RecognitionAnalysis, group: string) => raters[group]! >= LEAST_CELL;

function shares(found: RecognitionAnalysis): string {
  const rows = found.confusions.map(({ group, picture, recognised }) => [
    plain(group),
    kinds[picture],
    ...(shown(found, group)
      ? [
          `${percent(recognised.value)}, ${percentRange(recognised.interval)}`,
          `${recognised.answers}`,
        ]
      : [`fewer than ${LEAST_CELL} raters`, '']),
  ]);
  return table(['raters', 'pictures', 'recognised, interval (95 %)', 'answers'], rows);
}

const percentRange = ({ low, high }: { readonly low: number; readonly high: number }) =>
  `${percent(low)} to ${percent(high)}`;

const points = (value: number) => (100 * value).toFixed(1).replace('-', '−');

function ceiling(found: RecognitionResult['ceiling']): string {
  if (found.kind === 'refused') return refused(found);
  const { value, interval, real, generated } = found;
  const range = `${points(interval.low)} to ${points(interval.high)}`;
  return `<p><strong>Outputs less works: ${points(value)} percentage points, ${range} (95 %)</strong>; ${percent(generated)} of answers to outputs and ${percent(real)} of those to works name the tradition. Works are the ceiling: what is not recognised in them cannot be in outputs.</p>`;
}

function advantage({ advantage: both, owners }: RecognitionAnalysis, picture: keyof typeof kinds) {
  const found = both[picture];
  if (found.kind === 'refused') return `<p>One’s own among ${kinds[picture]}:</p>${refused(found)}`;
  const { value, interval, ownShare, otherShare, permutationPValue, traditions } = found;
  const list = traditions.map((name) => `${plain(name)} (${plain(owners[name]!)})`).join(', ');
  return `<p>One’s own among ${kinds[picture]}: <strong>${points(value)} percentage points, ${points(interval.low)} to ${points(interval.high)} (95 %)</strong>. Groups recognise their own in ${percent(ownShare)}, others recognise the same traditions in ${percent(otherShare)}; permutation of groups ${pValue(permutationPValue)}; exploratory. Traditions and whose they are: ${list}.</p>`;
}

function confusions(found: RecognitionAnalysis): string {
  const tables = found.confusions
    .filter(({ group }) => shown(found, group))
    .map(({ group, picture, traditions, counts: given }) => {
      const rows = given.flatMap((row, at) =>
        row.some((count) => count > 0) ? [[plain(traditions[at]!), ...row.map(String)]] : [],
      );
      const heads = ['shown', ...traditions.map(plain), 'none, unsure'];
      return `<h3>${kinds[picture]}, ${group === NO_GROUP ? 'raters of no group' : `raters of ${plain(group)}`}</h3>${table(heads, rows)}`;
    });
  return `<details><summary>What was taken for what (answers)</summary>${tables.join('')}</details>`;
}
