import { type Html, html, type PreferenceEstimate, pValue, reportTable } from '@ikat/culture';
import type { ConstructAnalysis, StudyAnalysis } from '../study-analysis.js';
import { intervalBar, reachOf } from './interval-bar.js';
import type { Words } from './report-words.js';
import { primaryOf } from './summary-section.js';

/** What all raters prefer, one construct after the other. */
export function preferencesSection({ constructs }: StudyAnalysis, words: Words): Html {
  return html`${constructs.map((construct) => preferences(construct, words))}`;
}

function preferences(analysis: ConstructAnalysis, words: Words): Html {
  const { say, refused, construct } = words;
  const { pooled, comparisons, raters, skipped } = analysis;
  return html`<h3>${construct(analysis.construct)}</h3>
<p>${say('compared', { comparisons, raters, skipped })}</p>
${pooled.kind === 'refused' ? refused(pooled) : abilities(pooled, words)}`;
}

function abilities(pooled: PreferenceEstimate, words: Words): Html {
  const { say, number, together, oddsEstimate, spoken, warned, catalogue } = words;
  const { errors, method, side, designEffect, scope, warnings } = pooled;
  const remarks = together(
    say('errors', { errors: catalogue.errors[errors], method: catalogue.methods[method] }),
    designEffect !== undefined && say('designEffect', { effect: number(designEffect) }),
    scope.kind === 'these pictures only' && spoken(scope.message),
  );
  return html`${abilitiesTable(pooled, words)}
${side && html`<p>${say('side', { side: oddsEstimate(side) })}</p>`}
<p>${remarks}</p>${warned(warnings)}`;
}

function abilitiesTable({ items }: PreferenceEstimate, words: Words): Html {
  const { say, odds, oddsRange, level } = words;
  const reach = reachOf(items);
  const isReference = ({ standardError }: { standardError: number }) => standardError === 0;
  return reportTable({
    caption: say('abilitiesTable', {
      reference: words.system(items.find(isReference)?.item ?? say('none')),
    }),
    head: [
      say('system'),
      say('drawn'),
      say('logOdds'),
      say('interval', { level: level(items[0]!.interval.level) }),
    ],
    rows: items.map((item) => [
      words.system(item.item),
      intervalBar(item, reach, words),
      isReference(item) ? say('reference') : odds(item.value),
      isReference(item) ? say('none') : oddsRange(item.interval),
    ]),
  });
}

/** Whether exclusions decide the answer. */
export function sensitivitySection(analysis: StudyAnalysis, { say, oddsEstimate }: Words): Html {
  const primary = primaryOf(analysis);
  const { withExcluded } = analysis;
  if (!withExcluded) return html`<p>${say('nobodyExcluded')}</p>`;
  const theta = ({ groups }: ConstructAnalysis) =>
    groups.kind === 'estimated' && groups.inGroup.kind === 'estimated'
      ? oddsEstimate(groups.inGroup)
      : say('noEstimate');
  return reportTable({
    caption: say('sensitivityTable'),
    head: [say('analysis'), say('raters'), 'θ'],
    rows: [
      [say('afterExclusions'), `${primary.raters}`, theta(primary)],
      [say('withEveryone'), `${withExcluded.raters}`, theta(withExcluded)],
    ],
  });
}

/** The tests of all questions, adjusted for their number. */
export function multiplicitySection({ constructs, alpha }: StudyAnalysis, words: Words): Html {
  const { say, construct } = words;
  const table = reportTable({
    caption: say('multiplicityTable'),
    head: [say('question'), say('role'), say('holm')],
    rows: constructs.map(({ construct: id, primary, adjustedPValue }) => [
      construct(id),
      say(primary ? 'primary' : 'exploratory'),
      adjustedPValue === undefined ? say('noTest') : pValue(adjustedPValue),
    ]),
  });
  return html`${table}<p>${say('multiplicity', { alpha })}</p>`;
}
