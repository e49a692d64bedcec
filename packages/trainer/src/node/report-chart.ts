import { type Html, html, trusted } from './report-html.js';
import { type Family, type Series, thin } from './report-series.js';

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

async function draw({ title, series }: Family): Promise<string> {
  const { Plot, document } = await tools();
  const log = spansDecades(series);
  const line = (one: Series, index: number, style: { opacity: number; width: number }) =>
    Plot.line(one.points, {
      x: 'step',
      y: 'value',
      stroke: `var(--series-${index % COLOURS})`,
      strokeWidth: style.width,
      strokeOpacity: style.opacity,
      strokeDasharray: style.opacity < 1 ? 'none' : DASHES[index % DASHES.length]!,
      curve: 'linear',
    });
  const marks = series.flatMap((whole, index) => {
    const thinned = thin(whole, POINTS);
    if (thinned.points.length < SMOOTH_FROM)
      return [line(thinned, index, { opacity: 1, width: 2 })];
    return [
      line(thinned, index, { opacity: 0.25, width: 1 }),
      line(smooth(thinned), index, { opacity: 1, width: 2 }),
    ];
  });
  const single = series.every((one) => finite(one).length < 2);
  const plot = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 58,
    marginBottom: 42,
    marginTop: 28,
    style: { background: 'none', fontSize: '13px', fontFamily: 'inherit' },
    x: { label: 'step', ticks: 5, tickFormat: 's', nice: !single },
    y: {
      label: log ? 'value (log scale)' : 'value',
      type: log ? 'log' : 'linear',
      ticks: 5,
      grid: true,
    },
    marks: single
      ? series.map((one, index) =>
          Plot.dot(finite(one), {
            x: 'step',
            y: 'value',
            fill: `var(--series-${index % COLOURS})`,
          }),
        )
      : marks,
  });
  plot.setAttribute('role', 'img');
  plot.setAttribute(
    'aria-label',
    `${title}: ${series.map(({ name }) => name).join(', ')} over the steps. The table below says it in numbers.`,
  );
  return plot.outerHTML;
}

const short = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? '–' : Number(value.toPrecision(3)).toString();

function numbers(series: Series): Html {
  const values = finite(series).map(({ value }) => value);
  const tail = values.slice(Math.floor(0.8 * values.length));
  const mean = tail.reduce((sum, value) => sum + value, 0) / tail.length;
  const cells = [
    values[0],
    values.length ? Math.min(...values) : undefined,
    values.length ? Math.max(...values) : undefined,
    values.at(-1),
    mean,
  ];
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
  const columns = ['first', 'lowest', 'highest', 'last', 'mean of the last fifth'];
  return html`<figure class="chart">
<figcaption>${title}</figcaption>
${legend(series)}
${trusted(await draw(family))}
<details><summary>Numbers</summary><div class="wide"><table>
<thead><tr><td></td>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${series.map(numbers)}</tbody></table></div></details>
</figure>`;
}
