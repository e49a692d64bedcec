import type { IntervalRow, ReportBlock } from '../report-model.js';
import { labelLines } from './label-lines.js';
import { plotTools } from './plot-tools.js';

const WIDTH = 420;
const MARGIN = 166;
/** Of a row of one line, and of each further one. */
const ROW = 26;
const LINE = 14;

type Intervals = Extract<ReportBlock, { kind: 'intervals' }>;

/** How numbers of a plot are written. */
export function plotNumber(value: number, format: Intervals['format']): string {
  const text =
    format === 'share'
      ? `${Number((100 * value).toPrecision(3))}\u00a0%`
      : String(Number(value.toPrecision(3)));
  return text.replace('-', '−');
}

/** Values with their intervals, one row each, against reference lines. */
export async function intervalChart(block: Intervals): Promise<string> {
  const { Plot, document } = await plotTools();
  const rows = block.rows.map((row, place) => ({ ...row, place }));
  const measured = rows.filter(({ value }) => value !== undefined);
  const ranged = rows.filter(({ low, high }) => low !== undefined && high !== undefined);
  const floors = rows.filter(({ floor }) => floor !== undefined);
  const noted = rows.filter(({ value }) => value === undefined);
  const labels = rows.map(({ label }) => labelLines(label));
  const lines = Math.max(1, ...labels.map((one) => one.length));
  const y = 'place';
  const plot = Plot.plot({
    document,
    width: WIDTH,
    height: 58 + (ROW + LINE * (lines - 1)) * rows.length,
    marginLeft: MARGIN,
    marginRight: 18,
    marginTop: 22,
    marginBottom: 36,
    style: { background: 'none', fontSize: '12px', fontFamily: 'inherit', overflow: 'visible' },
    x: {
      label: block.axis,
      domain: domainOf(block),
      labelAnchor: 'center',
      labelArrow: 'none',
      ticks: 4,
      tickFormat: (value: number) => plotNumber(value, block.format),
      nice: true,
      grid: true,
    },
    y: {
      type: 'band',
      domain: rows.map(({ place }) => place),
      label: null,
      tickSize: 0,
      tickFormat: (place: number) => labels[place]!.join('\n'),
    },
    marks: [
      Plot.ruleX(block.references, { x: 'value', stroke: 'var(--quiet)', strokeDasharray: '4 3' }),
      Plot.text(block.references, {
        x: 'value',
        text: 'label',
        frameAnchor: 'top',
        dy: -14,
        fill: 'var(--quiet)',
      }),
      Plot.barX(floors, {
        y,
        x1: 0,
        x2: 'floor',
        fill: 'var(--chance)',
        fillOpacity: 0.55,
        insetTop: 6,
        insetBottom: 6,
      }),
      Plot.ruleY(ranged, { y, x1: 'low', x2: 'high', stroke: 'var(--mark)', strokeWidth: 2.5 }),
      Plot.dot(measured, {
        y,
        x: 'value',
        r: 4.5,
        stroke: 'var(--mark)',
        strokeWidth: 2,
        fill: (row: IntervalRow) => (row.low === undefined ? 'var(--page)' : 'var(--mark)'),
      }),
      Plot.text(noted, {
        y,
        text: 'note',
        frameAnchor: 'left',
        dx: 4,
        textAnchor: 'start',
        fill: 'var(--quiet)',
      }),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot.outerHTML;
}

function domainOf({ rows, references }: Intervals): [number, number] {
  const numbers = rows.flatMap(({ value, low, high, floor }) => [value, low, high, floor]);
  const all = [...numbers, ...references.map(({ value }) => value), 0].filter(
    (value): value is number => value !== undefined && Number.isFinite(value),
  );
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = 0.03 * (high - low || 1);
  return [low < 0 ? low - room : 0, high + room];
}
