import type { LogEntry } from './report-types.js';

/** What one name of the log did over the steps. */
export interface Series {
  name: string;
  /** Ascending by step; a value that is not finite stays, as NaN. */
  points: { step: number; value: number }[];
}

/** Series that share one chart. */
export interface Family {
  title: string;
  series: Series[];
}

// The first pattern that matches a name decides.
const FAMILIES: [title: string, pattern: RegExp][] = [
  ['Penalties', /penalty|^r1$|^gp$/i],
  ['Training', /rate|norm|memory|perSecond|imagesPer/i],
  ['Scores', /score|accept|accuracy|probability/i],
  ['Generator and discriminator', /generator|discriminator|critic|adversarial|^gan|^[dg]$/i],
  ['Picture', /content|style|cycle|identity|nce|perceptual|reconstruct|variation|l1|colou?r/i],
];

const AXES = new Set(['step', 'steps', 'epoch', 'time', 'seconds', 'timestamp', 'elapsed']);

function numbersOf(entry: LogEntry): [string, number][] {
  const { losses, ...rest } = entry;
  const nested = typeof losses === 'object' && losses !== null ? Object.entries(losses) : [];
  const flat = Object.entries(rest).filter(([name]) => !AXES.has(name));
  return [...nested, ...flat].flatMap(([name, value]): [string, number][] => {
    // JSON has no NaN: JSON.stringify writes null for it.
    if (value === null || value === 'NaN') return [[name, Number.NaN]];
    if (typeof value !== 'number') return [];
    return [[name, Number.isFinite(value) ? value : Number.NaN]];
  });
}

/** The series of a log; entries without a step are left out, a step logged twice counts once. */
export function seriesOf(log: readonly LogEntry[]): Series[] {
  const byName = new Map<string, Map<number, number>>();
  for (const entry of log) {
    const { step } = entry;
    if (typeof step !== 'number' || !Number.isFinite(step)) continue;
    for (const [name, value] of numbersOf(entry)) {
      const points = byName.get(name) ?? new Map<number, number>();
      byName.set(name, points.set(step, value));
    }
  }
  return [...byName].map(([name, points]) => ({
    name,
    points: [...points]
      .map(([step, value]) => ({ step, value }))
      .sort((one, other) => one.step - other.step),
  }));
}

/** The series by what they measure, one chart each. */
export function familiesOf(series: readonly Series[]): Family[] {
  const families = new Map<string, Series[]>();
  for (const one of series) {
    const title = FAMILIES.find(([, pattern]) => pattern.test(one.name))?.[0] ?? 'Other';
    families.set(title, [...(families.get(title) ?? []), one]);
  }
  const order = [...FAMILIES.map(([title]) => title).reverse(), 'Other'];
  return order.flatMap((title) => {
    const series = families.get(title);
    return series === undefined ? [] : [{ title, series }];
  });
}

/** At most `most` points: the mean of each stretch of the series, so that noise thins out too. */
export function thin({ name, points }: Series, most: number): Series {
  if (points.length <= most) return { name, points };
  const stretches = Array.from({ length: most }, (_, i) =>
    points.slice(
      Math.floor((i * points.length) / most),
      Math.floor(((i + 1) * points.length) / most),
    ),
  );
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  return {
    name,
    points: stretches.map((stretch) => ({
      step: stretch.at(-1)!.step,
      value: mean(stretch.map(({ value }) => value)),
    })),
  };
}
