/** The look of a report: light and dark, screen, phone and paper. */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --page: #fdfcfa; --text: #22252b; --quiet: #5c626e; --line: #e2dfd8;
  --good: #1b6e4b; --warning: #8a5a00; --refused: #a8281f; --mark: #1f5fa8; --chance: #b9b4a8; --edge: #22252b38;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #17191d; --text: #e6e4df; --quiet: #a4a9b3; --line: #363a42;
    --good: #6fcf9f; --warning: #e8b84d; --refused: #f58b80; --mark: #76b1ef; --chance: #5b606a; --edge: #000000b0;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.6 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  overflow-wrap: break-word; text-autospace: normal;
}
main, header { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 3rem; }
main { padding-bottom: 4rem; }
h1, h2, h3 { line-height: 1.25; font-weight: 650; text-wrap: balance; }
h1 { font-size: clamp(1.6rem, 5vw, 2.25rem); margin: 0 0 .75rem; letter-spacing: -.015em; }
h2 { font-size: 1.4rem; margin: 3rem 0 1rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 2rem 0 .75rem; }
p, ul { max-width: 44rem; margin: 0 0 1rem; }
ul { padding-inline-start: 1.2rem; }
li { margin-bottom: .4rem; }
.lead { font-size: 1.125rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(42%, 12rem), 1fr)); gap: .9rem 1.5rem; margin: 1.5rem 0 1rem; }
.facts dt { font-size: .8125rem; color: var(--quiet); }
.facts dd { margin: 0; font-variant-numeric: tabular-nums; }
.verdict { border-inline-start: 4px solid currentColor; padding: .2rem 0 .2rem 1rem; margin: 0 0 1.5rem; max-width: 46rem; }
.verdict strong { display: block; }
.verdict span { color: var(--text); }
.good { color: var(--good); } .warning { color: var(--warning); } .refused { color: var(--refused); }
figure { margin: 0 0 2rem; min-width: 0; }
figcaption, .caption { font-size: .9375rem; font-weight: 600; text-align: start; margin-bottom: .4rem; max-width: 44rem; }
.chart svg { width: 100%; height: auto; max-width: 34rem; display: block; }
.wide {
  overflow-x: auto; margin-bottom: 1.5rem;
  background: linear-gradient(to right, var(--page) 40%, transparent) left / 3rem 100% local,
    linear-gradient(to left, var(--page) 40%, transparent) right / 3rem 100% local,
    linear-gradient(to right, var(--edge), transparent) left / .8rem 100% scroll,
    linear-gradient(to left, var(--edge), transparent) right / .8rem 100% scroll;
  background-repeat: no-repeat;
}
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .875rem; }
th, td { text-align: start; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); font-weight: 400; vertical-align: top; max-width: 24rem; min-width: 5.5rem; overflow-wrap: normal; }
thead th { color: var(--quiet); vertical-align: bottom; }
details { font-size: .875rem; }
.legend { columns: 16rem auto; column-gap: 2.5rem; max-width: 44rem; font-size: .875rem; margin: .4rem 0 0; padding-inline-start: 1.6rem; }
summary { cursor: pointer; color: var(--quiet); width: fit-content; }
@media (max-width: 30rem) {
  th, td { min-width: 6.75rem; }
}
@media print {
  :root { --page: #fff; --text: #000; --quiet: #444; --line: #ccc; }
  body { font-size: 10pt; }
  main, header { max-width: none; padding: 0; }
  .wide { background: none; }
  figure, li, tr, .verdict { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
`;
