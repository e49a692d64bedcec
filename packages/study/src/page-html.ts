import { type Catalogue, catalogues } from './languages/catalogue.js';
import type { PageData } from './page/page-data.js';
import type { StudyFile } from './study-file.js';

// Everything from the folder itself; no connection, no form, no plug-in, nothing inline.
const POLICY =
  "default-src 'self'; img-src 'self' data:; connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'";

/** `index.html` of a study, with its design and texts in a block that is data, not code. */
export function pageHtml(
  { study, sha }: { readonly study: StudyFile; readonly sha: string },
  images: Readonly<Record<string, string>>,
  languages: Readonly<Record<string, Catalogue>> = catalogues,
): string {
  const {
    power: _power,
    balance: _balance,
    warnings: _warnings,
    hypotheses: _,
    analysis: __,
    ...shown
  } = study;
  const data: PageData = { sha, study: shown, languages, images };
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  const title = study.title.en!.replace(/[&<]/g, (sign) => (sign === '&' ? '&amp;' : '&lt;'));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
</head>
<body>
<header></header>
<main><noscript>This page needs JavaScript. 本页需要 JavaScript。</noscript></main>
<footer></footer>
<script type="application/json" id="study">${json}</script>
<script src="page.js"></script>
</body>
</html>
`;
}
