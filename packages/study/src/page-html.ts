import { type Catalogue, catalogues } from './languages/catalogue.js';
import type { PageData } from './page/page-data.js';
import type { StudyFile } from './study-file.js';

// Everything from the folder itself; no connection, no form, no plug-in, nothing inline.
const POLICY =
  "default-src 'self'; img-src 'self' data:; connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'";

// What is left where the script does not run, as in browsers that give a page from disk none.
const UNSERVED = `<div class="unserved">
<p>This page has not started: it needs a web server, and may not run when its file is opened. If you were invited to a study, open the address that you were given. To try it on this computer, run <code>python3 -m http.server 8000</code> in the folder of this page, and open <code>localhost:8000</code>; any other server of files will do.</p>
<p lang="zh-Hans">本页没有启动：它须由网页服务器提供，直接打开文件可能无法运行。如果您受邀参加研究，请打开您收到的网址。如要在本机试用，请在本页所在的文件夹中运行 <code>python3 -m http.server 8000</code>，再打开 <code>localhost:8000</code>；其他静态文件服务器也可以。</p>
</div>`;

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
<main>
<noscript><p>This page needs JavaScript. 本页需要 JavaScript。</p></noscript>
${UNSERVED}
</main>
<footer></footer>
<script type="application/json" id="study">${json}</script>
<script src="page.js"></script>
</body>
</html>
`;
}
