import { decimal, type Estimate, type Html, html, sentencesOf } from '@ikat/culture';
import { NO_GROUP } from '../../session.js';
import type { Construct, Texts } from '../../study-plan.js';
import { LEAST_CELL } from '../least-cell.js';
import { recogniseStatement } from '../statements/statement.js';
import type { StudyNames } from '../study-analysis.js';
import type { AnalysisCatalogue } from './catalogue/analysis-catalogue.js';

const odds = (value: number) => decimal(value, 2);

/** Writes an analysis in the language of a catalogue. */
export function wordsOf(catalogue: AnalysisCatalogue, names?: StudyNames) {
  const { texts } = catalogue;
  const sentences = sentencesOf(texts);
  const { say, share, range, estimate, level } = sentences;
  const textIn = (text: string | Texts) => textOf(text, catalogue.language);
  const named = (labels: StudyNames['groups'] | undefined, id: string) =>
    labels !== undefined && Object.hasOwn(labels, id) ? textIn(labels[id]!) : id;
  const system = (id: string) => named(names?.systems, id);
  const inWords = ({ group, sets, ...values }: Record<string, string>) => ({
    ...values,
    ...(group !== undefined && { group: named(names?.groups, group) }),
    // {a, b} and {c}
    ...(sets !== undefined && {
      sets: sets.replace(/[^{}, ][^{},]*(?=[^{]*\})/g, system),
    }),
  });
  const spoken = (message: string) => statementText(message, catalogue, inWords);
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
    group: (id: string) => (id === NO_GROUP ? say('noGroup') : named(names?.groups, id)),
    system,
    tradition: (id: string) => named(names?.traditions, id),
    textIn,
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

/** A text in a language or its variety (`zh` for `zh-Hans`), else in English. */
function textOf(text: string | Texts, language: string): string {
  if (typeof text === 'string') return text;
  return text[language] ?? text[language.split('-')[0]!] ?? text.en!;
}

const points = (value: number) => decimal(100 * value, 1);

/** A sentence of a result in the language of a catalogue; one that is not known stays English, and says so. */
function statementText(
  message: string,
  { language, statements, texts }: AnalysisCatalogue,
  inWords: (values: Record<string, string>) => Record<string, string>,
): Html {
  const found = recogniseStatement(message);
  if (!found) return html`<span lang="en" dir="ltr">${message}</span>`;
  const values = inWords(found.values);
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
