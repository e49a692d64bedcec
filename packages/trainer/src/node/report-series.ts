import type { Series } from '../health/series.js';

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
