/** The look of a report: light and dark, screen, phone and paper. */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --page: #fdfcfa; --card: #ffffff; --text: #22252b; --quiet: #5c626e; --line: #e2dfd8;
  --good: #1b6e4b; --warning: #8a5a00; --bad: #a8281f;
  --series-0: #1f5fa8; --series-1: #b5480c; --series-2: #1b7f5c;
  --series-3: #7b4aa6; --series-4: #8a6a00; --series-5: #b0305c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #17191d; --card: #1f2227; --text: #e6e4df; --quiet: #a4a9b3; --line: #363a42;
    --good: #6fcf9f; --warning: #e8b84d; --bad: #f58b80;
    --series-0: #76b1ef; --series-1: #f2995c; --series-2: #63cfa1;
    --series-3: #bd9df0; --series-4: #dcbf4b; --series-5: #f285a8;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.6 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  overflow-wrap: break-word;
}
main, header, footer { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 3rem; }
footer { padding-bottom: 4rem; }
h1, h2, h3 { line-height: 1.25; font-weight: 650; text-wrap: balance; }
h1 { font-size: clamp(1.6rem, 5vw, 2.25rem); margin: 0 0 .75rem; letter-spacing: -.015em; }
h2 { font-size: 1.4rem; margin: 3.5rem 0 1rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 2rem 0 .75rem; }
p, .prose { max-width: 44rem; }
p { margin: 0 0 1rem; }
.summary { font-size: 1.125rem; color: var(--quiet); }
figure { margin: 0; min-width: 0; }
figcaption { font-size: .875rem; color: var(--quiet); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(42%, 13rem), 1fr)); gap: .9rem 1.5rem; margin: 0 0 1rem; }
.facts dt { font-size: .8125rem; color: var(--quiet); }
.facts dd { margin: 0; font-variant-numeric: tabular-nums; }
.health { list-style: none; margin: 0; padding: 0; max-width: 48rem; }
.health li { padding: .15rem 0 .15rem 1rem; border-left: 3px solid currentColor; margin-bottom: .75rem; }
.health li span { color: var(--text); }
.health strong { font-weight: 650; }
.good { color: var(--good); } .warning { color: var(--warning); } .bad { color: var(--bad); }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 27rem), 1fr)); gap: 2rem; }
.chart svg { width: 100%; height: auto; max-width: 100%; }
.chart > figcaption { font-size: 1rem; font-weight: 600; color: var(--text); }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: .25rem 0 .5rem; padding: 0; font-size: .875rem; }
.legend li { display: flex; align-items: center; gap: .45rem; }
.legend svg { width: 28px; flex: none; }
details { font-size: .875rem; }
summary { cursor: pointer; color: var(--quiet); width: fit-content; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin-top: .5rem; }
th, td { text-align: right; padding: .25rem .75rem; border-bottom: 1px solid var(--line); font-weight: 400; vertical-align: bottom; }
thead th { color: var(--quiet); }
th[scope=row] { text-align: left; padding-left: 0; }
.strip { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(45%, 11rem), 1fr)); gap: 1rem; }
.result { margin-bottom: 2rem; }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); gap: 1rem; margin-bottom: 1rem; }
img { display: block; width: 100%; height: auto; border-radius: 4px; margin-bottom: .4rem; background: var(--line); }
img.small { image-rendering: pixelated; }
ul.notes, ul.credits { padding-left: 1.2rem; margin: 0; max-width: 44rem; }
ul.notes li { margin-bottom: .4rem; }
ul.credits li { font-size: .875rem; color: var(--quiet); margin-bottom: .35rem; }
@media print {
  :root { --page: #fff; --card: #fff; --text: #000; --quiet: #444; --line: #ccc; }
  body { font-size: 10pt; }
  main, header, footer { max-width: none; padding: 0; }
  figure, .result, li, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .charts { grid-template-columns: 1fr 1fr; }
}
`;
