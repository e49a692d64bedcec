import {
  decimal,
  type GroupPreferenceEstimate,
  type Html,
  html,
  pIs,
  pValue,
  reportTable,
} from '@ikat/culture';
import type { ConstructAnalysis, StudyAnalysis } from '../study-analysis.js';
import { intervalBar, reachOf } from './interval-bar.js';
import type { Words } from './report-words.js';

/** The preference for one's own, and how groups differ, one construct after the other. */
export function groupsSection({ constructs }: StudyAnalysis, words: Words): Html {
  return html`${constructs.map((construct) => groups(construct, words))}`;
}

function groups({ construct, groups: found }: ConstructAnalysis, words: Words): Html {
  const { say, odds, refused, warned } = words;
  const head = html`<h3>${words.construct(construct)}</h3>`;
  if (found.kind === 'refused') return html`${head}${refused(found)}`;
  const { statistic, degreesOfFreedom, permutationPValue } = found.omnibus;
  const omnibus = say('omnibus', {
    statistic: odds(statistic),
    degrees: degreesOfFreedom,
    p: pIs(permutationPValue),
  });
  return html`${head}${own(found, words)}${differences(found, words)}<p>${omnibus}</p>${warned(found.warnings)}`;
}

function own({ inGroup }: GroupPreferenceEstimate, words: Words): Html {
  const { say, together, percent, oddsEstimate, refused } = words;
  if (inGroup.kind === 'refused') return refused(inGroup);
  const { choiceShare, test } = inGroup;
  const strong = html`<strong>${say('own', { theta: oddsEstimate(inGroup) })}</strong>`;
  const share = say('ownShare', {
    share: percent(choiceShare),
    p: pIs(test.pValue),
    permutation: pIs(test.permutationPValue),
  });
  return html`<p>${together(strong, share)}</p>`;
}

function differences({ differences: found, groups: all }: GroupPreferenceEstimate, words: Words) {
  const { say, odds, oddsRange, level, refused } = words;
  if ('kind' in found) return refused(found);
  const reach = reachOf(found);
  const table = reportTable({
    caption: say('differencesTable'),
    head: [
      say('group'),
      say('system'),
      say('drawn'),
      say('difference'),
      say('interval', { level: level(found[0]!.interval.level) }),
      say('benjamini'),
    ],
    rows: found.map((row) => [
      words.group(row.group),
      words.system(row.item),
      intervalBar(row, reach, words),
      odds(row.value),
      oddsRange(row.interval),
      pValue(row.adjustedPValue),
    ]),
  });
  return html`${table}${all.length === 2 && html`<p>${say('mirrored')}</p>`}`;
}

/** Whether groups should get defaults of their own: decided by raters left out, not by p. */
export function defaultsSection({ constructs }: StudyAnalysis, words: Words): Html {
  return html`${constructs.map((construct) => defaults(construct, words))}`;
}

function defaults({ construct, groups: found }: ConstructAnalysis, words: Words): Html {
  const { say, together, estimate, spoken, refused } = words;
  const head = html`<h3>${words.construct(construct)}</h3>`;
  if (found.kind === 'refused') return html`${head}${refused(found)}`;
  const { recommended, reason } = found.personalisation;
  const improvement = estimate(found.validation.improvement, (value) => decimal(value, 4));
  const advice = say(recommended ? 'offerGroups' : 'offerOne');
  return html`${head}<p>${together(advice, spoken(reason), say('loss', { loss: improvement }))}</p>`;
}
