import { type AlphaResult, type Html, html, pIs, reportTable } from '@ikat/culture';
import { LEAST_CELL } from '../least-cell.js';
import type { ConstructAnalysis, StudyAnalysis } from '../study-analysis.js';
import type { Words } from './report-words.js';

/** How far raters agree, all of them and within groups. */
export function agreementSection({ constructs }: StudyAnalysis, words: Words): Html {
  return html`${constructs.map((construct) => agreement(construct, words))}`;
}

type Found = Exclude<ConstructAnalysis['agreement'], { kind: 'refused' }>;

function agreement({ construct, agreement: found }: ConstructAnalysis, words: Words): Html {
  const head = html`<h3>${words.construct(construct)}</h3>`;
  if ('kind' in found) return html`${head}${words.refused(found)}`;
  return html`${head}${alphaTable(found, words)}${gapText(found, words)}<p>${words.say('alphaExplained')}</p>`;
}

function alphaTable(found: Found, words: Words): Html {
  const { say } = words;
  const groups = 'groups' in found ? found.groups : [];
  return reportTable({
    caption: say('agreementTable'),
    head: [say('raters'), say('alpha')],
    rows: [
      [say('allRaters'), alphaText(found.pooled, words)],
      ...groups.map(({ group, raters, alpha }) => [
        words.group(group),
        raters < LEAST_CELL ? say('fewRaters', { least: LEAST_CELL }) : alphaText(alpha, words),
      ]),
    ],
  });
}

function alphaText(result: AlphaResult, { odds, oddsEstimate, spoken }: Words): string | Html {
  if (result.kind === 'refused') return spoken(result.message);
  const { value, interval } = result;
  return interval ? oddsEstimate({ value, interval }) : odds(value);
}

function gapText({ gap }: Found, { say, oddsEstimate, refused }: Words): Html {
  if (gap.kind === 'refused') return refused(gap);
  return html`<p>${say('gap', { gap: oddsEstimate(gap), p: pIs(gap.permutationPValue) })}</p>`;
}
