import { describe, expect, test } from 'vitest';
import { seriesOf } from './series.js';
import { trainingHealth } from './training-health.js';

type Course = Record<string, (t: number) => number | null>;

/** A log of `count` entries, one at every tenth step. */
const logOf = (values: Course, count = 100) =>
  Array.from({ length: count }, (_, i) => ({
    step: 10 * (i + 1),
    losses: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, value((i + 1) / count)]),
    ),
  }));

const texts = (log: Parameters<typeof trainingHealth>[0]) =>
  trainingHealth(log).map(({ level, text }) => `${level}: ${text}`);

const wave = (t: number) => Math.sin(200 * t);

describe('trainingHealth', () => {
  test('calls an even game healthy', () => {
    const even = { generator: (t: number) => 0.9 + 0.1 * wave(t), discriminator: () => 1.38 };
    const jitter = { ...even, discriminator: (t: number) => 1.3 + 0.1 * wave(t) };
    expect(texts(logOf(jitter))).toEqual([
      'good: No sign of trouble in 100 logged steps: every value is finite, and the discriminator has not won.',
    ]);
    expect(texts(logOf(even))[0]).toMatch(/^bad: discriminator did not move at all/);
  });

  test('sees a discriminator that wins, but not in the negative values of a critic', () => {
    const fading = (t: number) => Math.exp(-8 * t) + 0.01 * (1 + wave(t));
    expect(texts(logOf({ discriminator: fading }))).toEqual([
      expect.stringMatching(/^bad: discriminator has been near 0 for the last fifth .*wins/),
    ]);
    expect(texts(logOf({ critic: (t) => -2 + wave(t) }))[0]).toMatch(/^good/);
  });

  test('sees pictures that have become all alike, not those of the beginning', () => {
    const collapse = (t: number) => Math.max(0.02, 0.9 - t) + 0.01 * wave(t);
    expect(texts(logOf({ diversity: collapse }))).toEqual([
      expect.stringMatching(/^bad: diversity has been below 0.1 for the last fifth .* one picture/),
    ]);
    expect(texts(logOf({ diversity: (t) => Math.min(0.8, t) + 0.01 * wave(t) }))[0]).toMatch(
      /^good/,
    );
  });

  test('finds pictures that look alike, a collapse only after the beginning', () => {
    const kinds = (diversity: number, count: number) =>
      trainingHealth(logOf({ diversity: (t) => diversity + 0.01 * wave(t) }, count)).map(
        ({ level, kind }) => `${level}: ${kind}`,
      );
    expect(kinds(0.05, 100)).toEqual(['bad: alike']);
    expect(kinds(0.05, 30)).toEqual(['warning: similar']);
    expect(kinds(0.2, 100)).toEqual(['warning: similar']);
    expect(kinds(0.4, 100)).toEqual(['good: calm']);
    expect(texts(logOf({ diversity: (t) => 0.2 + t / 1e4 }))[0]).toContain(
      'diversity is 0.20 (1 is that of the real pictures; below 0.3 counts as alike)',
    );
  });

  test('does not praise a game that has only begun, and still says what is wrong with it', () => {
    const game = { generator: (t: number) => 0.9 + 0.1 * wave(t), discriminator: () => 1.38 };
    const jitter = { ...game, discriminator: (t: number) => 1.3 + 0.1 * wave(t) };
    expect(texts(logOf(jitter, 99))).toEqual([
      expect.stringMatching(/^warning: Too early to tell: step 990\./),
    ]);
    expect(texts(logOf(jitter, 100))[0]).toMatch(/^good/);
    const kinds = trainingHealth(logOf(game, 99)).map(({ kind }) => kind);
    expect(kinds).toEqual(['still', 'early']);
    expect(texts(logOf({ content: (t) => 2 - t }, 99))[0]).toMatch(/^good/);
  });

  test('advises what the run does not use already', () => {
    const fading = logOf({ discriminator: (t) => Math.exp(-8 * t) + 0.01 * (1 + wave(t)) });
    const same = logOf({ diversity: (t) => 0.2 + t / 1e4 });
    const advice = (log: typeof same, settings = {}) =>
      /[Tt]ry ([^.]*)\.$/.exec(trainingHealth(log, settings)[0]!.text)?.[1];
    expect(advice(same)).toBe('a gradient penalty, a lower learning rate or larger batches');
    expect(advice(same, { r1: 1 })).toBe('a lower learning rate or larger batches');
    expect(advice(same, { r1: 0, augment: true })).toBe(advice(same));
    const penalised = same.map((entry, i) => (i % 4 ? entry : { ...entry, penalty: 0.1 }));
    expect(advice(penalised)).toBe('a lower learning rate or larger batches');
    expect(advice(fading)).toBe(
      'augmentation, more pictures, a gradient penalty or a lower learning rate for the discriminator',
    );
    expect(advice(fading, { r1: 1, augment: true })).toBe(
      'more pictures or a lower learning rate for the discriminator',
    );
  });

  test('tells a loss that broke from one that recovered', () => {
    expect(texts(logOf({ generator: (t) => (t > 0.505 ? null : t) }))).toEqual([
      expect.stringMatching(/^bad: generator is not a number since step 510/),
    ]);
    expect(texts(logOf({ generator: (t) => (t === 0.5 ? Number.NaN : t) }))).toEqual([
      'warning: generator was not a number at 1 logged step, step 500, and recovered.',
    ]);
  });

  test('names the last break, not the first, of one that broke twice', () => {
    const twice = (t: number) => (t === 0.5 || t > 0.905 ? null : t);
    expect(texts(logOf({ generator: twice }))[0]).toMatch(/since step 910/);
  });

  test('sees a loss that rises and one that has come to rest', () => {
    expect(texts(logOf({ content: (t) => 1 + 9 * t ** 3 }))[0]).toMatch(
      /^warning: content has risen to \d/,
    );
    expect(texts(logOf({ style: (t) => Math.exp(-20 * t) }))[1]).toMatch(
      /^good: style has come to rest/,
    );
  });

  test('gives its parts, for words in another language', () => {
    const log = logOf({ generator: (t) => (t > 0.505 ? null : t) });
    expect(trainingHealth(log)[0]).toMatchObject({
      kind: 'broken',
      name: 'generator',
      numbers: { step: 510 },
    });
  });

  test('says when there is nothing or little to judge by', () => {
    expect(texts([])).toEqual(['warning: Nothing was logged.']);
    expect(texts(logOf({ generator: (t) => t }, 3))).toEqual([
      'warning: Only 3 steps were logged: too few to judge the run by.',
    ]);
  });
});

describe('seriesOf', () => {
  test('takes flat and nested numbers, null as not a number, and a repeated step once', () => {
    const log = [
      { step: 2, losses: { a: null }, b: 5, note: 'x', time: 9 },
      { step: 1, losses: { a: 1 } },
      { step: 2, losses: { a: 3 } },
      { losses: { a: 7 } },
    ];
    expect(seriesOf(log)).toEqual([
      {
        name: 'a',
        points: [
          { step: 1, value: 1 },
          { step: 2, value: 3 },
        ],
      },
      { name: 'b', points: [{ step: 2, value: 5 }] },
    ]);
  });
});
