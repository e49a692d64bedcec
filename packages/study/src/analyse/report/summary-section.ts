import { type Html, html, pIs } from '@ikat/culture';
import type { ConstructAnalysis, StudyAnalysis } from '../study-analysis.js';
import type { Words } from './report-words.js';

/** What was asked, of how many, and what the primary test says. */
export function summarySection(analysis: StudyAnalysis, words: Words): Html {
  const { say, refused, construct } = words;
  const { analysed, sessions, hypotheses, language } = analysis;
  const primary = primaryOf(analysis);
  const quoted = hypotheses
    .map((text) => say('quote', { text: words.textIn(text) }))
    .join(say('space'));
  const declared = quoted ? say('declared', { hypotheses: quoted }) : say('noHypothesis');
  const counts = say('analysed', {
    analysed,
    sessions,
    comparisons: primary.comparisons,
    construct: construct(primary.construct),
  });
  return html`${language && refused(language)}<p>${declared}</p><p>${counts}</p>${ownPreference(analysis, words)}`;
}

/** The construct that the design put first. */
export const primaryOf = ({ constructs }: StudyAnalysis): ConstructAnalysis =>
  constructs.find(({ primary }) => primary)!;

function ownPreference(analysis: StudyAnalysis, words: Words): Html {
  const { say, refused, percent, range, level, oddsEstimate, spoken } = words;
  const { groups } = primaryOf(analysis);
  if (groups.kind === 'refused') return refused(groups);
  const { inGroup: own, scope } = groups;
  if (own.kind === 'refused') return refused(own);
  const { interval, choiceShare, test } = own;
  const detected = test.permutationPValue <= analysis.alpha;
  const zeroLeftOut = interval.low > 0 || interval.high < 0;
  const headline = say(detected ? 'ownChosen' : 'ownNotDetected', {
    share: percent(choiceShare),
    range: range(interval, (at) => percent(1 / (1 + Math.exp(-at)))),
    level: level(interval.level),
  });
  const theta = say('primaryTest', {
    theta: oddsEstimate(own),
    p: pIs(test.permutationPValue),
    alpha: analysis.alpha,
  });
  return html`<p class="lead">${headline}</p><p>${theta}</p>
${!detected && html`<p>${say('notNone')}</p>`}${detected !== zeroLeftOut && html`<p>${say('testAndInterval')}</p>`}
<p>${scope.kind === 'new pictures' ? say('newPictures') : spoken(scope.message)}</p>`;
}
