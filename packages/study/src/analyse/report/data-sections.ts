import { type Html, html, reportTable } from '@ikat/culture';
import type { ExclusionReason } from '../exclusions.js';
import type { ConstructAnalysis, StudyAnalysis } from '../study-analysis.js';
import type { Words } from './report-words.js';

/** Who was left out, by group and rule, and what was not read. */
export function exclusionsSection(analysis: StudyAnalysis, words: Words): Html {
  const { say, together, people, group, catalogue } = words;
  const { exclusions, incomplete, repeats } = analysis;
  const rules = Object.keys(catalogue.exclusions) as ExclusionReason[];
  const table = reportTable({
    caption: say('exclusionsTable'),
    head: [
      say('group'),
      say('sessions'),
      say('excluded'),
      ...rules.map((rule) => catalogue.exclusions[rule]),
    ],
    rows: exclusions.map(({ group: id, sessions, excluded, reasons }) => [
      group(id),
      people(sessions),
      people(excluded),
      ...rules.map((rule) => people(reasons[rule])),
    ]),
  });
  const remarks = together(say('incomplete', { count: incomplete }), say('repeats', repeats));
  return html`${table}<p>${remarks}</p>${notRead(analysis, words)}`;
}

const NAMED = 100;

/** What was not read, without the names of files that were withdrawn. */
function notRead(
  { refused }: StudyAnalysis,
  { say, spoken, together, catalogue }: Words,
): Html | false {
  if (refused.length === 0) return false;
  const named = refused.filter(({ reason }) => reason !== 'withdrawn');
  const withdrawn = refused.length - named.length;
  const items = named.slice(0, NAMED).map(({ file, reason, message }) => {
    const head = say('notReadFile', { file, reason: catalogue.refusedFiles[reason] });
    return html`<li>${together(head, spoken(message))}</li>`;
  });
  return html`<p>${say('notRead', { count: refused.length })}</p>
<ul>${items}${withdrawn > 0 && html`<li>${say('withdrawals', { count: withdrawn })}</li>`}</ul>`;
}

/** Whether answers connect all systems; a refusal names those that they do not. */
export function connectivitySection({ constructs }: StudyAnalysis, words: Words): Html {
  return html`${constructs.map((construct) => connectivity(construct, words))}`;
}

function connectivity({ construct, pooled, groups }: ConstructAnalysis, words: Words): Html {
  const { say, refused } = words;
  const apart = [pooled, groups].find(
    (result) => result.kind === 'refused' && result.reason === 'disconnected',
  );
  if (apart?.kind === 'refused') return refused(apart);
  if (pooled.kind === 'refused') return refused(pooled);
  const values = { construct: words.construct(construct), count: pooled.items.length };
  return html`<p>${say('connected', values)}</p>`;
}
