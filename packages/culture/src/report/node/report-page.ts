import { type ReportTable, reportFrame, reportTable } from '../report-frame.js';
import { type Html, html, trusted } from '../report-html.js';
import type { CultureReport, IntervalRow, ReportBlock } from '../report-model.js';
import { cultureMap } from './culture-map.js';
import { intervalChart, plotNumber } from './report-charts.js';

/**
 * The page of a report as one HTML text: styles and plots are inside it, and nothing is fetched.
 *
 * @example
 * ```ts
 * import { cultureReportPage } from '@ikat/culture/node';
 *
 * const empty = { language: 'en', direction: 'ltr', title: 'Nothing yet', lead: [], facts: [], parts: [] } as const;
 * const page = await cultureReportPage(empty);
 * console.log(page.startsWith('<!doctype html>')); // true
 * ```
 */
export async function cultureReportPage(report: CultureReport): Promise<string> {
  const { title, lead, facts } = report;
  const parts: Html[] = [];
  for (const [index, part] of report.parts.entries()) {
    const blocks = await Promise.all(part.blocks.map(block));
    parts.push(
      html`<section aria-labelledby="part-${index}"><h2 id="part-${index}">${part.title}</h2>${blocks}</section>\n`,
    );
  }
  const body = html`<header><h1>${title}</h1>${lead.map((text) => html`<p class="lead">${text}</p>`)}
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></header>
<main>
${parts}</main>`;
  return reportFrame(report, body);
}

async function block(one: ReportBlock): Promise<Html> {
  switch (one.kind) {
    case 'text':
      return html`<p>${one.text}</p>`;
    case 'heading':
      return html`<h3>${one.text}</h3>`;
    case 'list':
      return html`<ul>${one.items.map((item) => html`<li>${item}</li>`)}</ul>`;
    case 'verdict':
      return html`<p class="verdict ${one.level}"><strong>${one.title}</strong> <span>${one.text}</span></p>`;
    case 'table':
      return reportTable(one);
    case 'intervals':
      return intervals(one);
    case 'map':
      return html`<figure class="chart"><figcaption>${one.caption}</figcaption><div role="img" aria-label="${one.caption} ${one.points.map(({ label }) => label).join(', ')}">${trusted(await cultureMap(one))}</div><ol class="legend">${one.points.map(({ label }) => html`<li>${label}</li>`)}</ol></figure>`;
  }
}

async function intervals(one: Extract<ReportBlock, { kind: 'intervals' }>): Promise<Html> {
  const range = ({ low, high, note }: IntervalRow) =>
    low === undefined || high === undefined
      ? (note ?? '–')
      : `${plotNumber(low, one.format)} … ${plotNumber(high, one.format)}`;
  const rows = one.rows.map((row) => [
    row.label,
    row.value === undefined ? '–' : plotNumber(row.value, one.format),
    range(row),
  ]);
  const table: ReportTable = { caption: one.caption, head: one.columns, rows };
  return html`<figure class="chart"><figcaption>${one.caption}</figcaption>
<div role="img" aria-label="${one.caption}">${trusted(await intervalChart(one))}</div>
<details><summary>${one.columns.join(' · ')}</summary>${reportTable(table)}</details></figure>`;
}
