import { type Html, html } from '@ikat/culture';
import { AGREEMENT_DRAWS } from '../analyse-study.js';
import type { StudyAnalysis } from '../study-analysis.js';
import type { Words } from './report-words.js';

/** What a reader must know before believing the rest. */
export function limitsSection({ limits }: StudyAnalysis, { spoken }: Words): Html {
  return html`<ul>${limits.map((text) => html`<li>${spoken(text)}</li>`)}</ul>`;
}

/** What the numbers follow from. */
export function provenanceSection(analysis: StudyAnalysis, { say, spoken }: Words): Html {
  const { designSha, order, version } = analysis;
  const { permutations, bootstrap, seed } = analysis.settings;
  const facts: [string, string | number][] = [
    [say('permutations'), permutations],
    [say('resamples'), bootstrap],
    [say('seed'), seed],
    [say('format'), version],
  ];
  const fewer = say('fewerResamples', {
    permutations: AGREEMENT_DRAWS.permutations,
    resamples: AGREEMENT_DRAWS.bootstrap,
  });
  return html`<p>${say('design')} <code>${designSha}</code></p>
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<p>${fewer}</p><p>${say('order')}</p><ol>${order.map((step) => html`<li>${spoken(step)}</li>`)}</ol><p>${spoken(analysis.audit.message)}</p>`;
}
