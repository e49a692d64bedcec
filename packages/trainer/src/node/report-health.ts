import type { Series } from './report-series.js';

/** One remark on how a run went. */
export interface Finding {
  level: 'good' | 'warning' | 'bad';
  text: string;
}

const LEAST_POINTS = 10;
// A discriminator that cannot be fooled: 1.39 (log loss), 0.5 (least squares), 2 (hinge) are even.
const BEATEN = 0.05;
// What is made differs this much less than what is real: the generator has collapsed.
const ALIKE = 0.1;
// A loss that moves less than this share over the last half has come to rest.
const AT_REST = 0.02;

const isDiscriminator = ({ name }: Series) => /discriminator|critic|^d$/i.test(name);
const isPicture = ({ name }: Series) =>
  /content|style|cycle|identity|perceptual|reconstruct|total|nce|l1/i.test(name);

function values({ points }: Series, from = 0, to = 1): number[] {
  const finite = points.filter(({ value }) => Number.isFinite(value));
  return finite
    .slice(Math.floor(from * finite.length), Math.ceil(to * finite.length))
    .map(({ value }) => value);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

/** Where the values stopped being numbers for good, if they did. */
function brokenSince({ points }: Series): number | undefined {
  const sound = points.findLastIndex(({ value }) => !Number.isNaN(value));
  return points[sound + 1]?.step;
}

function notFinite(series: Series): Finding[] {
  const bad = series.points.filter(({ value }) => Number.isNaN(value));
  if (bad.length === 0) return [];
  const since = brokenSince(series);
  if (since !== undefined) {
    const text = `${series.name} is not a number since step ${since}. Go back to a checkpoint before it and lower the learning rate.`;
    return [{ level: 'bad', text }];
  }
  const first = bad[0]!.step;
  const where =
    bad.length === 1
      ? `1 logged step, step ${first}`
      : `${bad.length} logged steps, first at ${first}`;
  return [
    { level: 'warning', text: `${series.name} was not a number at ${where}, and recovered.` },
  ];
}

function discriminatorWins(series: Series): Finding[] {
  if (!isDiscriminator(series) || Math.min(...values(series)) < 0) return [];
  const late = median(values(series, 0.8));
  if (late >= BEATEN) return [];
  return [
    {
      level: 'bad',
      text: `${series.name} has been near 0 for the last fifth of the run (median ${late.toPrecision(2)}): the discriminator wins and the generator learns little from it. Try augmentation, more pictures, a gradient penalty or a lower learning rate for the discriminator.`,
    },
  ];
}

function collapsed(series: Series): Finding[] {
  if (!/diversity/i.test(series.name)) return [];
  const late = median(values(series, 0.8));
  if (late >= ALIKE) return [];
  return [
    {
      level: 'bad',
      text: `${series.name} has been below ${ALIKE} for the last fifth of the run (median ${late.toPrecision(2)}; 1 is that of the real pictures): the generator makes nearly one picture whatever the noise. Go back to a checkpoint before it fell; try a gradient penalty, a lower learning rate or larger batches.`,
    },
  ];
}

function neverMoved(series: Series): Finding[] {
  const all = values(series);
  const range = Math.max(...all) - Math.min(...all);
  if (range > 1e-4 * Math.max(...all.map(Math.abs))) return [];
  return [
    {
      level: 'bad',
      text: `${series.name} did not move at all. Its network may be frozen, or the learning rate too small.`,
    },
  ];
}

function rising(series: Series): Finding[] {
  if (!isPicture(series) || Math.min(...values(series)) <= 0) return [];
  const [best, late] = [median(values(series, 0.2, 0.6)), median(values(series, 0.9))];
  if (late < 2 * best) return [];
  return [
    {
      level: 'warning',
      text: `${series.name} has risen to ${(late / best).toFixed(1)} times what it was halfway. An earlier checkpoint may be the better one.`,
    },
  ];
}

function atRest(series: Series): Finding[] {
  if (!isPicture(series)) return [];
  const [start, half, late] = [
    values(series, 0, 0.1),
    values(series, 0.4, 0.6),
    values(series, 0.8),
  ];
  const [first, before, after] = [median(start), median(half), median(late)];
  const fell = first - after;
  if (!(fell > 0) || before - after > AT_REST * fell || after > before * 1.1) return [];
  return [
    {
      level: 'good',
      text: `${series.name} has come to rest: the second half of the run brought it down by less than 2 % of its whole fall. More steps of the same kind will change little.`,
    },
  ];
}

/** What the log says of how the run went, the worst first. */
export function healthOf(series: readonly Series[]): Finding[] {
  const losses = series.filter(({ points }) => points.length > 0);
  if (losses.length === 0) return [{ level: 'warning', text: 'Nothing was logged.' }];
  const steps = Math.max(...losses.map(({ points }) => points.length));
  const broken = losses.flatMap(notFinite);
  const long = losses.filter((one) => values(one).length >= LEAST_POINTS);
  const found = long.flatMap((one) => [
    ...discriminatorWins(one),
    ...collapsed(one),
    ...(isPicture(one) || isDiscriminator(one) ? neverMoved(one) : []),
    ...rising(one),
    ...atRest(one),
  ]);
  const findings = [...broken, ...found];
  const order = ['bad', 'warning', 'good'];
  findings.sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level));
  if (findings.some(({ level }) => level !== 'good')) return findings;
  const count = steps === 1 ? 'one step was' : `${steps} steps were`;
  const few = `Only ${count} logged: too few to judge the run by.`;
  const even = losses.some(isDiscriminator) ? ', and the discriminator has not won' : '';
  const calm = `No sign of trouble in ${steps.toLocaleString('en')} logged steps: every value is finite${even}.`;
  const text = long.length === 0 ? few : calm;
  return [{ level: long.length === 0 ? 'warning' : 'good', text }, ...findings];
}
