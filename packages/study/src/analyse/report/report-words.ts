import { decimal, type Estimate, type Html, html, sentencesOf } from '@ikat/culture';
import { NO_GROUP } from '../../session.js';
import type { Construct } from '../../study-plan.js';
import { LEAST_CELL } from '../least-cell.js';
import { recogniseStatement } from '../statements/statement.js';
import type { AnalysisCatalogue } from './catalogue/analysis-catalogue.js';

const odds = (value: number) => decimal(value, 2);

/** Writes an analysis in the language of a catalogue. */
export function wordsOf(catalogue: AnalysisCatalogue) {
  const { texts } = catalogue;
  const sentences = sentencesOf(texts);
  const { say, share, range, estimate, level } = sentences;
  const spoken = (message: string) => statementText(message, catalogue);
  return {
    ...sentences,
    catalogue,
    odds,
    oddsRange: (interval: Estimate['interval']) => range(interval, odds),
    oddsEstimate: (measured: Estimate) => estimate(measured, odds),
    percent: (value: number) => share(value, 0),
    points: ({ value, interval: { low, high, level: at } }: Estimate) =>
      say('points', {
        value: points(value),
        low: points(low),
        high: points(high),
        level: level(at),
      }),
    people: (count: number) =>
      count > 0 && count < LEAST_CELL ? say('fewerThan', { count: LEAST_CELL }) : `${count}`,
    group: (id: string) => (id === NO_GROUP ? say('noGroup') : id),
    construct: (id: string) => catalogue.constructs[id as Construct] ?? id,
    spoken,
    /** Sentences one after the other. */
    together: (...parts: (Html | string | false)[]) => together(parts, texts.space),
    refused: ({ message }: { readonly message: string }) =>
      html`<p class="verdict refused"><strong>${say('noAnswer')}</strong> <span>${spoken(message)}</span></p>`,
    warned: (warnings: readonly string[]) =>
      warnings.map(
        (text) =>
          html`<p class="verdict warning"><strong>${say('note')}</strong> <span>${spoken(text)}</span></p>`,
      ),
  };
}

/** What {@link wordsOf} gives. */
export type Words = ReturnType<typeof wordsOf>;

const points = (value: number) => decimal(100 * value, 1);

/** A sentence of a result in the language of a catalogue; one that is not known stays English, and says so. */
function statementText(message: string, { language, statements, texts }: AnalysisCatalogue): Html {
  const found = recogniseStatement(message);
  if (!found) return html`<span lang="en" dir="ltr">${message}</span>`;
  const values: Record<string, string> = { ...found.values };
  for (const name of LISTS) {
    values[name] =
      values[name]?.replaceAll('} and {', `}${texts.and}{`).split(', ').join(texts.comma) ?? '';
  }
  const parts = statements[found.name].split(/(\{\w+\})/).map((part): Html | string => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return part;
    const value = values[name] ?? part;
    // What a parser says is English, whatever the sentence around it is.
    return name === 'mistake' && language !== 'en'
      ? html`<q lang="en" dir="ltr">${value}</q>`
      : value;
  });
  return html`${parts}`;
}

function together(parts: readonly (Html | string | false)[], space: string): Html {
  const said = parts.filter((part) => part !== false && part !== '');
  return html`${said.map((part, at) => [at > 0 && space, part])}`;
}

/** Values that are lists. */
const LISTS = ['columns', 'groups', 'languages', 'sets'] as const;
