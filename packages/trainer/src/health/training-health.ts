import { ALIKE, EARLY, type Finding, finding, type InUse, SIMILAR } from './finding.js';
import { type LogEntry, type Series, seriesOf } from './series.js';

export type { Finding };

const LEAST_POINTS = 10;
// A discriminator that cannot be fooled: 1.39 (log loss), 0.5 (least squares), 2 (hinge) are even.
const BEATEN = 0.05;
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
  const { name } = series;
  const bad = series.points.filter(({ value }) => Number.isNaN(value));
  if (bad.length === 0) return [];
  const since = brokenSince(series);
  if (since !== undefined) return [finding('broken', { name, numbers: { step: since } })];
  return [finding('recovered', { name, numbers: { count: bad.length, step: bad[0]!.step } })];
}

function discriminatorWins(series: Series, inUse: InUse): Finding[] {
  if (!isDiscriminator(series) || Math.min(...values(series)) < 0) return [];
  const late = median(values(series, 0.8));
  if (late >= BEATEN) return [];
  return [finding('discriminatorWins', { name: series.name, numbers: { median: late }, inUse })];
}

/** Pictures that are all alike: at the beginning they always are, later it is a collapse. */
function alike(series: Series, inUse: InUse): Finding[] {
  const { name } = series;
  if (!/diversity/i.test(name)) return [];
  const late = median(values(series, 0.8));
  if (late >= SIMILAR) return [];
  const collapsed = late < ALIKE && series.points.at(-1)!.step >= EARLY;
  return [finding(collapsed ? 'alike' : 'similar', { name, numbers: { median: late }, inUse })];
}

function neverMoved(series: Series): Finding[] {
  const all = values(series);
  const range = Math.max(...all) - Math.min(...all);
  return range > 1e-4 * Math.max(...all.map(Math.abs))
    ? []
    : [finding('still', { name: series.name })];
}

function rising(series: Series): Finding[] {
  if (!isPicture(series) || Math.min(...values(series)) <= 0) return [];
  const [best, late] = [median(values(series, 0.2, 0.6)), median(values(series, 0.9))];
  if (late < 2 * best) return [];
  return [finding('rising', { name: series.name, numbers: { times: late / best } })];
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
  return [finding('atRest', { name: series.name })];
}

/** A game between networks says little in its first steps. */
function early(series: readonly Series[]): Finding[] {
  const step = Math.max(...series.flatMap(({ points }) => points.at(-1)!.step));
  return series.some(isDiscriminator) && step < EARLY
    ? [finding('early', { numbers: { step } })]
    : [];
}

/** What a run uses, as far as its settings and the terms that it logs tell. */
function usedIn(series: readonly Series[], settings: Readonly<Record<string, unknown>>): InUse {
  const set = Object.entries(settings).filter(([, value]) => Boolean(value));
  const names = [...series.map(({ name }) => name), ...set.map(([name]) => name)];
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  return { penalty: has(/penalty|^r1$|^gp$/i), augmentation: has(/augment/i) };
}

/** What series say of how a training went, the worst first. */
export function healthOf(
  series: readonly Series[],
  settings: Readonly<Record<string, unknown>> = {},
): Finding[] {
  const losses = series.filter(({ points }) => points.length > 0);
  if (losses.length === 0) return [finding('nothing')];
  const steps = Math.max(...losses.map(({ points }) => points.length));
  const broken = losses.flatMap(notFinite);
  const inUse = usedIn(series, settings);
  const long = losses.filter((one) => values(one).length >= LEAST_POINTS);
  const found = long.flatMap((one) => [
    ...discriminatorWins(one, inUse),
    ...alike(one, inUse),
    ...(isPicture(one) || isDiscriminator(one) ? neverMoved(one) : []),
    ...rising(one),
    ...atRest(one),
  ]);
  const beginning = long.length > 0 ? early(losses) : [];
  const findings = [...beginning, ...broken, ...found];
  const order = ['bad', 'warning', 'good'];
  findings.sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level));
  if (findings.some(({ level }) => level !== 'good')) return findings;
  const discriminators = losses.filter(isDiscriminator).length;
  const whole =
    long.length === 0
      ? finding('few', { numbers: { steps } })
      : finding('calm', { numbers: { steps, discriminators } });
  return [whole, ...findings];
}

/**
 * What the losses that were logged say of how a training goes, in words, the worst first: values
 * that are not finite, a discriminator that wins, pictures that look alike, losses that rise, do not
 * move, or have come to rest; and that it is too early to tell, in the first steps of a game.
 *
 * @param log entries `{ step, losses }` or `{ step, ...losses }`, in any order
 * @param settings those of the run, such as `{ r1: 1, augment: true }`: it is not advised to try
 *   what is set there to anything but 0 or false, nor a penalty where one is among the losses
 * @returns at least one finding; `kind`, `name` and `numbers` are for words in another language
 *
 * @example
 * ```ts
 * import { trainingHealth } from '@ikat/trainer';
 *
 * const log = Array.from({ length: 50 }, (_, i) => ({ step: i + 1, discriminator: 0.9 ** i }));
 * console.log(trainingHealth(log)[0]?.kind); // discriminatorWins
 * ```
 */
export function trainingHealth(
  log: readonly LogEntry[],
  settings: Readonly<Record<string, unknown>> = {},
): Finding[] {
  return healthOf(seriesOf(log), settings);
}
