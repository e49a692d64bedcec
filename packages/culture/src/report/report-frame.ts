import { type Html, html, trusted } from './report-html.js';
import { reportStyle } from './report-style.js';

/** What the head of a page needs. */
export interface ReportHead {
  /** A tag of BCP 47, for example `en` or `zh-Hans`. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
}

// Nothing is fetched and nothing runs: the page shows what is in it.
const POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * The page around a report as one HTML text: it fetches nothing and runs nothing.
 *
 * @param style rules beside those that all reports have
 *
 * @example
 * ```ts
 * import { html, reportFrame } from '@ikat/culture';
 *
 * const head = { language: 'en', direction: 'ltr', title: 'Two & more' } as const;
 * console.log(reportFrame(head, html`<main>${'a < b'}</main>`).includes('a &lt; b')); // true
 * ```
 */
export function reportFrame(
  { language, direction, title }: ReportHead,
  body: Html,
  style = '',
): string {
  return html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Ikat">
<title>${title}</title>
<style>${trusted(reportStyle + style)}</style>
</head>
<body>
${body}
</body>
</html>
`.html;
}

/** A table of a report. */
export interface ReportTable {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row is its head. */
  readonly rows: readonly (readonly (string | Html)[])[];
}

/** A table under its caption, which may be wider than a telephone. */
export function reportTable({ caption, head, rows }: ReportTable): Html {
  const cells = (row: readonly (string | Html)[]) =>
    row.map((cell, at) => (at === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`));
  return html`<p class="caption">${caption}</p><div class="wide" tabindex="0" role="region" aria-label="${caption}"><table aria-label="${caption}">
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody></table></div>`;
}
