import { seriesOf } from '../health/series.js';
import { type Finding, healthOf } from '../health/training-health.js';
import { chart } from './report-chart.js';
import { type Html, html, trusted } from './report-html.js';
import { figure } from './report-images.js';
import { familiesOf } from './report-series.js';
import { reportStyle } from './report-style.js';
import type {
  LogEntry,
  Report,
  ReportFacts,
  ReportPicture,
  ReportResult,
  ReportSection,
} from './report-types.js';

// Nothing is fetched and nothing runs: the page shows what is in it.
const POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const WORDS: Record<Finding['level'], string> = {
  good: 'Good.',
  warning: 'Look here.',
  bad: 'Trouble.',
};

/** A value as a reader wants it: numbers short, lists with commas, the rest as JSON. */
const MOMENT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[\d:.]*Z$/;

/** `learningRate` as `learning rate`, `memoryGiB` as `memory (GiB)`. */
const spaced = (name: string) =>
  name
    .replace(/(?<=[a-z])GiB\b/, ' (GiB)')
    .replace(/(?<=[a-z])[A-Z](?=[a-z])/g, (letter) => ` ${letter.toLowerCase()}`);

function shown(value: unknown): string {
  if (typeof value === 'string') return value.replace(MOMENT, '$1 $2 UTC');
  if (typeof value === 'number') {
    return Number.isInteger(value)
      ? value.toLocaleString('en')
      : String(Number(value.toPrecision(6)));
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(shown).join(', ');
  return JSON.stringify(value) ?? '–';
}

/** Nested facts in one list: `{ data: { size: 1 } }` as `data · size`. */
function flat(facts: ReportFacts, prefix = ''): [string, unknown][] {
  return Object.entries(facts).flatMap(([name, value]): [string, unknown][] => {
    if (value === undefined || value === null) return [];
    const plain = typeof value === 'object' && !Array.isArray(value);
    return plain
      ? flat(value as ReportFacts, `${prefix}${name} · `)
      : [[`${prefix}${name}`, value]];
  });
}

function facts(values: ReportFacts): Html {
  const pairs = flat(values).map(
    ([name, value]) => html`<div><dt>${spaced(name)}</dt><dd>${shown(value)}</dd></div>`,
  );
  return html`<dl class="facts">${pairs}</dl>`;
}

function health(findings: readonly Finding[]): Html {
  const items = findings.map(
    ({ level, text }) =>
      html`<li class="${level}"><strong>${WORDS[level]}</strong> <span>${text}</span></li>`,
  );
  return html`<h3>Health</h3><ul class="health">${items}</ul>`;
}

async function curves(log: readonly LogEntry[], settings?: ReportFacts): Promise<Html> {
  const series = seriesOf(log);
  const findings = health(healthOf(series, settings));
  const charts = await Promise.all(familiesOf(series).map(chart));
  if (charts.length === 0) return findings;
  return html`${findings}<h3>Curves</h3><div class="charts">${charts}</div>`;
}

const figures = (pictures: readonly ReportPicture[]) => Promise.all(pictures.map(figure));

async function result({ title, pictures, facts: measured }: ReportResult): Promise<Html> {
  return html`<div class="result">${title !== undefined && html`<h3>${title}</h3>`}
<div class="pictures">${await figures(pictures)}</div>${measured && facts(measured)}</div>`;
}

async function section(part: ReportSection, index: number): Promise<Html> {
  const paragraphs = typeof part.text === 'string' ? [part.text] : (part.text ?? []);
  const { results = [], samples = [], notes = [] } = part;
  return html`<section aria-labelledby="section-${index}"><h2 id="section-${index}">${part.title}</h2>
${paragraphs.map((text) => html`<p>${text}</p>`)}
${await Promise.all(results.map(result))}
${part.log && (await curves(part.log, part.settings))}
${samples.length > 0 && html`<h3>Over time</h3><div class="strip">${await figures(samples)}</div>`}
${notes.length > 0 && html`<h3>Notes</h3><ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
${part.settings && html`<h3>Settings</h3>${facts(part.settings)}`}
</section>`;
}

/** Every attribution of the report once, in the order of the pictures. */
function creditsOf({ sections, credits = [] }: Report): string[] {
  const pictures = sections.flatMap(({ samples = [], results = [] }) => [
    ...results.flatMap((one) => one.pictures),
    ...samples,
  ]);
  return [...new Set([...pictures.flatMap(({ credit }) => credit ?? []), ...credits])];
}

/**
 * The page of a report as a text: styles, curves and pictures are inside it.
 *
 * @throws Error when a picture cannot be read; TypeError when it is of another format than PNG,
 * JPEG, WebP, GIF or AVIF
 *
 * @example
 * ```ts
 * import { reportPage } from '@ikat/trainer/node';
 *
 * const page = await reportPage({ title: 'Nothing yet', sections: [] });
 * console.log(page.startsWith('<!doctype html>')); // true
 * ```
 */
export async function reportPage(report: Report): Promise<string> {
  const { title, summary, ran, sections, language = 'en' } = report;
  const credits = creditsOf(report);
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Ikat">
<title>${title}</title>
<style>${trusted(reportStyle)}</style>
</head>
<body>
<header><h1>${title}</h1>${summary !== undefined && html`<p class="summary">${summary}</p>`}${ran && facts(ran)}</header>
<main>
${await Promise.all(sections.map(section))}
</main>
<footer>${credits.length > 0 && html`<h2>Pictures and licences</h2><ul class="credits">${credits.map((credit) => html`<li>${credit}</li>`)}</ul>`}</footer>
</body>
</html>
`;
  return page.html;
}
