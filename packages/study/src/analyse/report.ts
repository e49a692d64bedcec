import type { AlphaResult, Estimate } from '@ikat/culture';
import {
  between,
  LEAST_CELL,
  number,
  people,
  percent,
  plain,
  pValue,
  refused,
  table,
  warned,
} from './report-parts.js';
import { recognitionSection } from './report-recognition.js';
import type { ConstructAnalysis, StudyAnalysis } from './study-analysis.js';

/** The report of an analysis: one page that needs nothing else, in the order fixed by the design. */
export function analysisReport(analysis: StudyAnalysis): string {
  const primary = analysis.constructs.find((construct) => construct.primary)!;
  const sections: [string, string][] = [
    ['In short', summary(analysis, primary)],
    ['Sessions and exclusions', exclusions(analysis)],
    ['Connectivity', connectivity(analysis)],
    ['Preferences of all raters, and the side', analysis.constructs.map(preferences).join('')],
    ['Preference for one’s own, and groups', analysis.constructs.map(groups).join('')],
    ['With those who were excluded', sensitivity(analysis, primary)],
    ['Several questions', multiplicity(analysis)],
    ['Agreement', agreement(analysis)],
    ['Recognition', recognitionSection(analysis.recognition)],
    ['Audit', refused(analysis.audit)],
    ['Defaults for groups', analysis.constructs.map(gate).join('')],
    ['Limits', `<ul>${analysis.limits.map((text) => `<li>${plain(text)}</li>`).join('')}</ul>`],
    ['How this was made', provenance(analysis)],
  ];
  const body = sections
    .map(([title, text], at) => `<section><h2>${at}. ${title}</h2>${text}</section>`)
    .join('\n');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${plain(analysis.study)}: analysis</title><style>${STYLE}</style></head><body><main><h1>Analysis of the study “${plain(analysis.study)}”</h1>\n${body}</main></body></html>\n`;
}

function summary(
  { analysed, sessions, hypotheses, alpha, language }: StudyAnalysis,
  primary: ConstructAnalysis,
): string {
  const asked = `${language ? refused(language) : ''}<p>Declared before the data: ${hypotheses.map((text) => `“${plain(text)}”`).join(' ') || 'no hypothesis'}</p>`;
  const counts = `<p>${analysed} of ${sessions} sessions analysed; ${primary.comparisons} comparisons of “${plain(primary.construct)}”.</p>`;
  const { groups } = primary;
  if (groups.kind === 'refused') return asked + counts + refused(groups);
  if (groups.inGroup.kind === 'refused') return asked + counts + refused(groups.inGroup);
  const { value, interval, choiceShare, test } = groups.inGroup;
  const found = interval.low > 0 || interval.high < 0;
  const share = (at: number) => percent(1 / (1 + Math.exp(-at)));
  const range = `${percent(choiceShare)} (${share(interval.low)} to ${share(interval.high)})`;
  const sentence = found
    ? `Between equals, raters choose an output of their own tradition in ${range} of comparisons`
    : `No preference for one’s own was detected; between equals it is chosen in ${range} of comparisons`;
  return `${asked}${counts}<p class="headline">${sentence}: θ = ${number(value)}, ${between(interval)}; permutation ${pValue(test.permutationPValue)} at α = ${alpha}.</p><p>${
    groups.scope.kind === 'new pictures'
      ? 'The errors allow for other pictures of the same kind.'
      : plain(groups.scope.message)
  }</p>`;
}

function exclusions({
  exclusions: counts,
  refused: files,
  incomplete,
  repeats,
}: StudyAnalysis): string {
  const rows = counts.map(({ group, sessions, excluded, reasons }) => [
    plain(group),
    people(sessions),
    people(excluded),
    ...Object.values(reasons).map(people),
  ]);
  const list = files
    .map(
      ({ file, reason, message }) => `<li>${plain(file)}: ${plain(reason)}. ${plain(message)}</li>`,
    )
    .slice(0, 100)
    .join('');
  return `${table(['group', 'sessions', 'excluded', 'failed catches', 'one side', 'too fast'], rows)}<p>${incomplete} sessions are incomplete. Repeated pairs were answered alike in ${repeats.same} of ${repeats.repeats} cases.</p>${files.length > 0 ? `<p>${files.length} files or participants were not read:</p><ul>${list}</ul>` : ''}`;
}

function agreement({ constructs }: StudyAnalysis): string {
  const alpha = (result: AlphaResult) =>
    result.kind === 'refused'
      ? plain(result.message)
      : `${number(result.value)}${result.interval ? `, ${between(result.interval)}` : ''}`;
  return constructs
    .map(({ construct, agreement: found }) => {
      if ('kind' in found) return `<h3>${plain(construct)}</h3>${refused(found)}`;
      const rows = [
        ['all raters', alpha(found.pooled)],
        ...('groups' in found
          ? found.groups.map(({ group, raters, alpha: own }) => [
              plain(group),
              raters < LEAST_CELL ? `fewer than ${LEAST_CELL} raters` : alpha(own),
            ])
          : []),
      ];
      const gap =
        found.gap.kind === 'refused'
          ? refused(found.gap)
          : `<p>Within groups less between groups: ${number(found.gap.value)}, ${between(found.gap.interval)}; ${pValue(found.gap.permutationPValue)} (one-sided, exploratory).</p>`;
      return `<h3>${plain(construct)}</h3>${table(['raters', 'Krippendorff’s α, interval'], rows)}${gap}<p>1 is perfect agreement, 0 what lots would give. Whether groups use a scale alike is not asked: these are choices, not scales.</p>`;
    })
    .join('');
}

/** An interval drawn on a common scale. */
function bar({ value, interval }: Estimate, reach: number): string {
  const x = (at: number) => (100 + (95 * at) / reach).toFixed(1);
  return `<svg viewBox="0 0 200 16" width="200" height="16" role="img" aria-label="${number(value)}, ${between(interval)}"><line x1="100" x2="100" y1="0" y2="16" class="zero"/><line x1="${x(interval.low)}" x2="${x(interval.high)}" y1="8" y2="8" class="range"/><circle cx="${x(value)}" cy="8" r="4"/></svg>`;
}

const reachOf = (list: readonly Estimate[]) =>
  Math.max(
    0.5,
    ...list.flatMap(({ interval }) => [Math.abs(interval.low), Math.abs(interval.high)]),
  );

function preferences({
  construct,
  pooled,
  raters,
  comparisons,
  skipped,
}: ConstructAnalysis): string {
  const head = `<h3>${plain(construct)}</h3><p>${comparisons} comparisons by ${raters} raters; ${skipped} questions skipped.</p>`;
  if (pooled.kind === 'refused') return head + refused(pooled);
  const reach = reachOf(pooled.items);
  const rows = pooled.items.map((item) => [
    plain(item.item),
    bar(item, reach),
    item.standardError === 0 ? '0 (reference)' : `${number(item.value)}, ${between(item.interval)}`,
  ]);
  const side = pooled.side
    ? `<p>The left side: ${number(pooled.side.value)}, ${between(pooled.side.interval)}.</p>`
    : '';
  return `${head}${table(['system', 'drawn', 'log-odds, interval'], rows)}${side}<p>Errors allow for ${plain(pooled.errors)}; ${plain(pooled.method)}. ${pooled.scope.kind === 'new pictures' ? '' : plain(pooled.scope.message)}</p>${warned(pooled.warnings)}`;
}

function groups({ construct, groups: found }: ConstructAnalysis): string {
  const head = `<h3>${plain(construct)}</h3>`;
  if (found.kind === 'refused') return head + refused(found);
  const own =
    found.inGroup.kind === 'refused'
      ? refused(found.inGroup)
      : `<p><strong>Preference for one’s own θ = ${number(found.inGroup.value)}, ${between(found.inGroup.interval)}</strong>: one’s own is chosen in ${percent(found.inGroup.choiceShare)} of comparisons between equals. Clustered score test ${pValue(found.inGroup.test.pValue)}, permutation of groups ${pValue(found.inGroup.test.permutationPValue)}.</p>`;
  const omnibus = `<p>Any difference between groups: χ² = ${number(found.omnibus.statistic)} with ${found.omnibus.degreesOfFreedom} degrees of freedom, permutation ${pValue(found.omnibus.permutationPValue)}.</p>`;
  return `${head}${own}${differences(found.differences)}${omnibus}${warned(found.warnings)}`;
}

/** Whether groups should get defaults of their own: decided by raters left out, not by p. */
function gate({ construct, groups: found }: ConstructAnalysis): string {
  if (found.kind === 'refused') return `<h3>${plain(construct)}</h3>${refused(found)}`;
  const { recommended, reason } = found.personalisation;
  const { value, interval } = found.validation.improvement;
  const [gain, low, high] = [value, interval.low, interval.high].map((one) =>
    one.toFixed(4).replace('-', '−'),
  );
  const loss = `Knowing the group lowers the log-loss on raters left out by ${gain} (${low} to ${high}).`;
  const advice = recommended
    ? 'Groups may be offered a default of their own, which a viewer can always change.'
    : 'Offer one default to all.';
  return `<h3>${plain(construct)}</h3><p>${advice} ${plain(reason)} ${loss}</p>`;
}

/** Whether answers connect all systems; a refusal names those that they do not. */
function connectivity({ constructs }: StudyAnalysis): string {
  return constructs
    .map(({ construct, pooled, groups: found }) => {
      const apart = [pooled, found].find(
        (result) => result.kind === 'refused' && result.reason === 'disconnected',
      );
      if (apart?.kind === 'refused') return refused(apart);
      if (pooled.kind === 'refused') return refused(pooled);
      return `<p>${plain(construct)}: comparisons connect all ${pooled.items.length} systems.</p>`;
    })
    .join('');
}

function differences(
  found: Extract<ConstructAnalysis['groups'], { kind: 'estimated' }>['differences'],
): string {
  if ('kind' in found) return refused(found);
  const reach = reachOf(found);
  const rows = found.map((row) => [
    plain(row.group),
    plain(row.item),
    bar(row, reach),
    `${number(row.value)}, ${between(row.interval)}`,
    pValue(row.adjustedPValue),
  ]);
  return table(
    ['group', 'system', 'drawn', 'against the other groups', 'p (Benjamini–Hochberg)'],
    rows,
  );
}

function sensitivity({ withExcluded }: StudyAnalysis, primary: ConstructAnalysis): string {
  if (!withExcluded) return '<p>Nobody was excluded.</p>';
  const theta = ({ groups: found }: ConstructAnalysis) =>
    found.kind === 'estimated' && found.inGroup.kind === 'estimated'
      ? `${number(found.inGroup.value)}, ${between(found.inGroup.interval)}`
      : 'no answer';
  return table(
    ['', 'raters', 'θ'],
    [
      ['after exclusions', `${primary.raters}`, theta(primary)],
      ['with everyone', `${withExcluded.raters}`, theta(withExcluded)],
    ],
  );
}

function multiplicity({ constructs, alpha }: StudyAnalysis): string {
  const rows = constructs.map(({ construct, primary, adjustedPValue }) => [
    plain(construct),
    primary ? 'primary' : 'exploratory',
    adjustedPValue === undefined ? 'no test' : pValue(adjustedPValue),
  ]);
  return `${table(['construct', '', 'p of θ (Holm)'], rows)}<p>Holm over constructs, Benjamini–Hochberg within the table of groups and systems; α = ${alpha}.</p>`;
}

function provenance({ designSha, order, settings, version }: StudyAnalysis): string {
  return `<p>Design <code>${plain(designSha)}</code>; analysis format ${version}; ${settings.permutations} permutations, ${settings.bootstrap} resamples, seed ${settings.seed}.</p><p>Order fixed before the data: ${order.map(plain).join(' → ')}.</p>`;
}

const STYLE = `
:root{color-scheme:light dark;--ink:light-dark(#1b1b1f,#e8e6e3);--soft:light-dark(#5c5c66,#a9a7a3);--line:light-dark(#d8d8de,#3d3d44);--paper:light-dark(#fff,#17171a);--mark:light-dark(#1f4e8c,#8ab4f0);--note:light-dark(#fdf3dc,#3a3220)}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:56rem;margin:auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid var(--line)}h3{font-size:1rem;margin-bottom:.3rem}
.table{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{text-align:start;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--line);white-space:nowrap}th{color:var(--soft);font-weight:500}
.headline{font-size:1.1rem}.warning,.refused{background:var(--note);padding:.5rem .8rem;border-radius:.3rem}
svg .zero{stroke:var(--line)}svg .range{stroke:var(--mark);stroke-width:2}svg circle{fill:var(--mark)}code{overflow-wrap:anywhere}
@media (max-width:40rem){th,td{white-space:normal;padding-inline-end:.5rem}svg{width:90px}}`;
