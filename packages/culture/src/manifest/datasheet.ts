import { ethicsNotes } from './ethics-notes.js';
import { type Counts, countsText, type ManifestSummary, summaryOf } from './manifest-summary.js';
import type { Culture, ManifestHead, ManifestItem } from './types.js';
import { SMALLEST_GROUP } from './warnings.js';

/** The headings of Gebru et al. 2021, with what each asks. */
const sections = {
  Motivation: 'For what purpose was the data set made, by whom, and who paid for it?',
  Composition: 'What is an item, what is missing, what is it a sample of?',
  'Collection process': 'How was it acquired, over what time, with whose consent?',
  'Preprocessing, cleaning and labelling': 'What was done to images and labels?',
  Uses: 'What has it been used for, and what should it not be used for?',
  Distribution: 'How, when and under which terms is it given on?',
  Maintenance: 'Who keeps it, and how are mistakes reported and mended?',
} as const;

/**
 * A datasheet of a data set as Markdown, under the headings of Gebru et al.: the answers of its
 * authors (`datasheet` in the manifest, by these headings), and what can be counted.
 *
 * A question that the authors left open is printed as open. The items may come one by one, so that a
 * set of any size fits. The ethical notes stand at the end of every datasheet.
 *
 * Source: T. Gebru et al., Datasheets for Datasets, CACM 64(12), 2021.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { datasheet, readManifest } from '@ikat/culture';
 * import { samplesCultureManifest } from '@ikat/samples';
 *
 * const check = readManifest(await readFile(samplesCultureManifest, 'utf8'));
 * if (check.kind === 'valid') {
 *   const { items, ...head } = check.manifest;
 *   console.log((await datasheet(head, items)).split('\n')[0]); // # Datasheet: @ikat/samples
 * }
 * ```
 */
export async function datasheet(
  head: ManifestHead,
  items: Iterable<ManifestItem> | AsyncIterable<ManifestItem>,
): Promise<string> {
  const summary = await summaryOf(items, head.cultures);
  const computed: Partial<Record<keyof typeof sections, string>> = {
    Motivation: `Made by ${list(head.creator)}. Published ${head.datePublished}.`,
    Composition: composition(head, summary),
    'Collection process': collection(summary),
    'Preprocessing, cleaning and labelling': labelling(head, summary),
    Distribution: distribution(head, summary),
  };
  const parts = (Object.keys(sections) as (keyof typeof sections)[]).map((heading) =>
    [`## ${heading}`, answer(head, heading), computed[heading]].filter(Boolean).join('\n\n'),
  );
  const notes = ethicsNotes.map((note) => `- ${note}`).join('\n');
  const title = `# Datasheet: ${line(head.name)}\n\n${head.description.trim()}`;
  return `${[title, ...parts, otherAnswers(head), `## What labels do not mean\n\n${notes}`].filter(Boolean).join('\n\n')}\n`;
}

function answer(head: ManifestHead, heading: keyof typeof sections): string {
  const given = head.datasheet?.[heading];
  if (given === undefined || given.length === 0)
    return `*${sections[heading]}* Not answered by the authors.`;
  return prose(given);
}

/** Answers under headings of the authors' own. */
function otherAnswers({ datasheet = {} }: ManifestHead): string {
  return Object.entries(datasheet)
    .filter(([heading]) => !(heading in sections))
    .map(([heading, text]) => `## ${line(heading)}\n\n${prose(text)}`)
    .join('\n\n');
}

const prose = (text: string | string[]) =>
  typeof text === 'string'
    ? text.trim()
    : text.map((entry) => `- ${line(String(entry))}`).join('\n');

function composition({ cultures }: ManifestHead, summary: ManifestSummary): string {
  const { items, unlabelled, hybrids, years, images } = summary;
  const facts = [
    `${items} items: ${countsText(images.extensions)}; ${images.withChecksum} with a checksum.`,
    `${unlabelled} without a label that counts; ${hybrids} of several cultures, in parts.`,
    years ? `Dates from ${years.begin} to ${years.end}.` : 'No dates as numbers.',
    `Splits: ${countsText(summary.splits)}. Leakage groups: ${summary.groups.size}.`,
  ];
  return [facts.map((fact) => `- ${fact}`).join('\n'), cultureTable(cultures, summary)].join(
    '\n\n',
  );
}

function cultureTable(cultures: readonly Culture[], summary: ManifestSummary): string {
  const rows = cultures
    .map((culture) => ({ culture, found: summary.cultures.get(culture.id) }))
    .sort((a, b) => (b.found?.items ?? 0) - (a.found?.items ?? 0))
    .map(({ culture, found }) => {
      const label = culture.label.en ?? Object.values(culture.label)[0] ?? culture.id;
      const independent = found?.independent.count() ?? 0;
      const numbers = [found?.items ?? 0, independent, Number((found?.weight ?? 0).toFixed(2))];
      const tested = independent >= SMALLEST_GROUP ? 'yes' : 'no';
      const bases = found ? countsText(found.bases) : 'none';
      const certainties = found ? countsText(found.certainties) : 'none';
      return `| ${[label, ...numbers, tested, bases, certainties, culture.definition].map(cell).join(' | ')} |`;
    });
  return [
    `Cultures with fewer than ${SMALLEST_GROUP} independent works (the items of one leakage group are one) are shown here and tested nowhere.`,
    '',
    '| culture | items | independent | weight | tested | rests on | certainty | definition |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const collection = ({ institutions }: ManifestSummary) => `Sources: ${countsText(institutions)}.`;

function labelling(
  { attributionPolicy }: ManifestHead,
  { bases, authors }: ManifestSummary,
): string {
  return [
    `Who labels, by which rule: ${attributionPolicy.trim()}`,
    `Labels rest on: ${countsText(bases)}. ${share(bases, 'nationality-proxy')} rest on a maker's nationality, which says nothing about the work and counts only where allowed. Given by: ${countsText(authors)}.`,
  ].join('\n\n');
}

function share(counts: Counts, value: string): string {
  const all = [...counts.values()].reduce((sum, number) => sum + number, 0);
  const some = counts.get(value) ?? 0;
  return `${some} of ${all}${all > 0 ? ` (${((100 * some) / all).toFixed(1)} %)` : ''}`;
}

function distribution({ license, url, citeAs }: ManifestHead, summary: ManifestSummary): string {
  return [
    `The manifest: ${license}.${url ? ` ${url}` : ''}${citeAs ? ` Cite as: ${line(citeAs)}` : ''}`,
    `Rights in the images: ${countsText(summary.rights)}. Community protocols: ${countsText(summary.protocols)}; ${summary.communityLabels} items with labels of a community.`,
  ].join('\n\n');
}

const list = (names: readonly string[]) => names.map(line).join(', ');

/** Text of others must not begin a heading, a table or HTML. */
const line = (text: string) => text.replace(/\s+/g, ' ').replace(/</g, '&lt;').trim();

const cell = (value: string | number) => line(String(value)).replaceAll('|', '\\|');
