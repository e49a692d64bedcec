import type { Series } from '../health/series.js';
import { type Html, html, trusted } from './report-html.js';
import { type Family, thin } from './report-series.js';

const WIDTH = 460;
const HEIGHT = 260;
const POINTS = 240;
const SMOOTH_FROM = 60;
const COLOURS = 6;
const DASHES = ['none', '7 3', '2 3', '9 3 2 3', '5 2 1 2 1 2', '1 2'];

// Both libraries are ES modules; importing them here lets CommonJS programs use them too.
async function tools() {
  const [Plot, { parseHTML }] = await Promise.all([
    import('@observablehq/plot'),
    import('linkedom'),
  ]);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  return { Plot, document: document as unknown as Document };
}

const finite = ({ points }: Series) => points.filter(({ value }) => Number.isFinite(value));

/** Whether the values span so much that only a logarithmic axis shows the small ones. */
function spansDecades(series: readonly Series[]): boolean {
  const all = series.flatMap(finite).map(({ value }) => value);
  const sorted = all.sort((one, other) => one - other);
  const low = sorted[Math.floor(0.02 * sorted.length)] ?? 0;
  return (sorted[0] ?? 0) > 0 && sorted.at(-1)! / low > 30;
}

/** The running mean of a series over a twentieth of its length on each side. */
function smooth(series: Series): Series {
  const points = finite(series);
  const reach = Math.max(1, Math.round(points.length / 20));
  return {
    name: series.name,
    points: points.map(({ step }, i) => {
      const near = points.slice(Math.max(0, i - reach), i + reach + 1);
      return { step, value: near.reduce((sum, { value }) => sum + value, 0) / near.length };
    }),
  };
}

/** Whether a line jumps about so much that its running mean says more than itself. */
function isNoisy(series: Series): boolean {
  const values = finite(series).map(({ value }) => value);
  if (values.length < SMOOTH_FROM) return false;
  const range = Math.max(...values) - Math.min(...values);
  const bends = values
    .slice(2)
    .map((value, i) => Math.abs(value - 2 * values[i + 1]! + values[i]!));
  return bends.reduce((sum, bend) => sum + bend, 0) / bends.length > 0.02 * range;
}

/** A number for an axis: 2e-4, 0.05, 1.5, 20k. */
function tick(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (size >= 1e3) return `${Number((value / 1e3).toPrecision(3))}k`;
  if (size >= 1e-3 || size === 0) return String(Number(value.toPrecision(3)));
  return String(Number(value.toPrecision(2)).toExponential());
}

/** Where a logarithmic axis is labelled: at 1, 2 and 5 of each decade, or at 1 alone when they are many. */
function logTicks(series: readonly Series[]): number[] {
  const values = series.flatMap(finite).map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)].map(Math.log10) as [
    number,
    number,
  ];
  const within = high - low > 2.5 ? [1] : [1, 2, 5];
  const decades = Array.from(
    { length: Math.ceil(high) - Math.floor(low) + 1 },
    (_, i) => i + Math.floor(low),
  );
  return decades
    .flatMap((decade) => within.map((digit) => digit * 10 ** decade))
    .filter((value) => value >= 10 ** low * 0.99 && value <= 10 ** high * 1.01);
}

type PlotLibrary = Awaited<ReturnType<typeof tools>>['Plot'];

/** The marks of one series: a dot, a line, or a faint line under its running mean. */
function marksOf(Plot: PlotLibrary, series: Series, index: number) {
  const axes = { x: 'step', y: 'value' } as const;
  const colour = `var(--series-${index % COLOURS})`;
  const thinned = thin(series, POINTS);
  if (finite(series).length < 2) return [Plot.dot(finite(series), { ...axes, fill: colour, r: 4 })];
  const bold = {
    ...axes,
    stroke: colour,
    strokeWidth: 2,
    strokeDasharray: DASHES[index % DASHES.length]!,
  };
  if (!isNoisy(thinned)) return [Plot.line(thinned.points, bold)];
  const faint = { ...axes, stroke: colour, strokeWidth: 1, strokeOpacity: 0.25 };
  return [Plot.line(thinned.points, faint), Plot.line(smooth(thinned).points, bold)];
}

async function draw(series: readonly Series[]): Promise<string> {
  const { Plot, document } = await tools();
  const log = spansDecades(series);
  const plot = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 52,
    marginBottom: 42,
    marginTop: 28,
    style: { background: 'none', fontSize: '13px', fontFamily: 'inherit' },
    x: { label: 'step', ticks: 5, tickFormat: tick },
    y: {
      label: log ? 'value (log scale)' : 'value',
      type: log ? 'log' : 'linear',
      ticks: log ? logTicks(series) : 5,
      tickFormat: tick,
      grid: true,
      nice: !log,
    },
    marks: series.flatMap((one, index) => marksOf(Plot, one, index)),
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot.outerHTML;
}

const short = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? '–' : Number(value.toPrecision(3)).toString();

function numbers(series: Series): Html {
  const values = finite(series).map(({ value }) => value);
  const tail = values.slice(Math.floor(0.8 * values.length));
  const mean = tail.reduce((sum, value) => sum + value, 0) / tail.length;
  const sorted = [...values].sort((one, other) => one - other);
  const cells = [values[0], sorted[0], sorted.at(-1), values.at(-1), mean];
  return html`<tr><th scope="row">${series.name}</th>${cells.map((value) => html`<td>${short(value)}</td>`)}</tr>`;
}

function legend(series: readonly Series[]): Html {
  const keys = series.map(({ name }, index) => {
    const dash = DASHES[index % DASHES.length]!;
    return html`<li><svg width="28" height="10" aria-hidden="true"><line x1="1" x2="27" y1="5" y2="5" stroke="var(--series-${index % COLOURS})" stroke-width="2.5" stroke-dasharray="${dash}"/></svg>${name}</li>`;
  });
  return html`<ul class="legend">${keys}</ul>`;
}

/** One chart with its legend and its numbers. */
export async function chart(family: Family): Promise<Html> {
  const { title, series } = family;
  const names = series.map(({ name }) => name).join(', ');
  const columns = ['first', 'lowest', 'highest', 'last', 'mean of the last fifth'];
  return html`<figure class="chart">
<figcaption>${title}</figcaption>
${legend(series)}
<div role="img" aria-label="${title}: ${names} over the steps. The table below gives numbers.">${trusted(await draw(series))}</div>
<details><summary>Numbers</summary><div class="wide"><table>
<thead><tr><td></td>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${series.map(numbers)}</tbody></table></div></details>
</figure>`;
}
