import type { IntervalRow, ReportBlock } from '../report-model.js';

const WIDTH = 420;
const MARGIN = 166;

type Intervals = Extract<ReportBlock, { kind: 'intervals' }>;
type CultureMap = Extract<ReportBlock, { kind: 'map' }>;

// Both libraries are ES modules; importing them here lets CommonJS programs use them too.
async function tools() {
  const [Plot, { parseHTML }] = await Promise.all([
    import('@observablehq/plot'),
    import('linkedom'),
  ]);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  return { Plot, document: document as unknown as Document };
}

/** How numbers of a plot are written. */
export function plotNumber(value: number, format: Intervals['format']): string {
  if (format === 'share') return `${Number((100 * value).toPrecision(3))} %`;
  return String(Number(value.toPrecision(3)));
}

/** Cuts a label to the room beside a plot; a sign of Chinese takes two places. */
function fit(label: string, places = 26): string {
  let [used, end] = [0, 0];
  for (const sign of label) {
    used += sign > '\u2e80' ? 1.75 : 1;
    if (used > places) return `${label.slice(0, Math.max(1, end - 1))}…`;
    end += sign.length;
  }
  return label;
}

/** Cuts the two names of a pair alike, so that neither hides the other. */
function fitPair(label: string): string {
  const names = label.split(' – ');
  if (names.length !== 2 || fit(label) === label) return fit(label);
  const room = names.map((name) => (fit(name, 11) === name ? name.length : 11));
  const [first, second] = names as [string, string];
  return `${fit(first, 23 - room[1]!)} – ${fit(second, 23 - room[0]!)}`;
}

/** Values with their intervals, one row each, against reference lines. */
export async function intervalChart(block: Intervals): Promise<string> {
  const { Plot, document } = await tools();
  const rows = block.rows.map((row, place) => ({ ...row, place }));
  const measured = rows.filter(({ value }) => value !== undefined);
  const ranged = rows.filter(({ low, high }) => low !== undefined && high !== undefined);
  const floors = rows.filter(({ floor }) => floor !== undefined);
  const noted = rows.filter(({ value }) => value === undefined);
  const y = 'place';
  const plot = Plot.plot({
    document,
    width: WIDTH,
    height: 58 + 26 * rows.length,
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
      tickFormat: (place: number) => fitPair(rows[place]!.label),
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

/** Cultures on a plane, by their numbers; one unit is as long across as up. */
export async function cultureMap({ points }: CultureMap): Promise<string> {
  const { Plot, document } = await tools();
  const plot = Plot.plot({
    document,
    width: WIDTH,
    height: 340,
    margin: 40,
    style: { background: 'none', fontSize: '12px', fontFamily: 'inherit', overflow: 'visible' },
    x: { ...axisOf(points.map(({ x }) => x)), axis: null },
    y: { ...axisOf(points.map(({ y }) => y)), axis: null },
    aspectRatio: 1,
    marks: [
      Plot.frame({ stroke: 'var(--line)' }),
      Plot.dot(points, { x: 'x', y: 'y', r: 5, fill: 'var(--mark)' }),
      Plot.text(points, {
        x: 'x',
        y: 'y',
        text: (_: unknown, place: number) => `${place + 1}`,
        dx: 11,
        fill: 'currentColor',
      }),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot.outerHTML;
}

function axisOf(values: readonly number[]) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.18 * (high - low || 1);
  return { domain: [low - room, high + room] };
}
