import { randomSource } from '@ikat/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choiceModel } from './choice-model.js';
import { hitShare } from './hit-share.js';
import { recognition } from './recognition.js';
import type { RecognitionAnswer } from './recognition-answer.js';

const owners = { ink: 'east', oil: 'west' };

/** Raters of two groups; one's own tradition is recognised so much more often. */
function simulated(advantage: number, seed: number): RecognitionAnswer[] {
  const source = randomSource(seed);
  return Array.from({ length: 40 }, (_, rater) => rater).flatMap((rater) =>
    (['real', 'generated'] as const).flatMap((picture) =>
      ['ink', 'oil', 'ink', 'oil'].map((shown): RecognitionAnswer => {
        const group = rater % 2 ? 'east' : 'west';
        const own = owners[shown as 'ink'] === group;
        const share = (picture === 'real' ? 0.6 : 0.4) + (own ? advantage : 0);
        const other = shown === 'ink' ? 'oil' : 'ink';
        const hit = source.uniform() < share;
        const answer = hit ? shown : source.uniform() < 0.5 ? other : undefined;
        return { rater: `${rater}`, group, picture, shown, answer };
      }),
    ),
  );
}

describe('recognition', () => {
  test('finds an advantage, the ceiling and the loss', () => {
    const result = recognition(simulated(0.3, 2), { owners });
    const { real, generated } = result.advantage;
    if (real.kind !== 'estimated' || generated.kind !== 'estimated') throw new Error('refused');
    expect(real.value).toBeCloseTo(real.ownShare - real.otherShare, 12);
    expect(real.interval.low).toBeLessThan(0.3);
    expect(real.interval.high).toBeGreaterThan(0.3);
    expect(real.permutationPValue).toBeLessThan(0.01);
    expect(real.traditions).toEqual(['ink', 'oil']);
    if (result.ceiling.kind !== 'estimated') throw new Error('refused');
    expect(result.ceiling.interval.high).toBeLessThan(0);
    expect(result.confusions).toHaveLength(4);
    const { counts, recognised } = result.confusions[0]!;
    expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(recognised.answers);
  });

  test('can say that there is none', () => {
    const { real } = recognition(simulated(0, 3), { owners }).advantage;
    if (real.kind !== 'estimated') throw new Error(real.message);
    expect(real.interval.low).toBeLessThan(0);
    expect(real.interval.high).toBeGreaterThan(0);
    expect(real.permutationPValue).toBeGreaterThan(0.05);
  });

  test('an interval of few raters of its own is wide, and of fewer than five there is none', () => {
    const study = (own: number, seed: number) => {
      const source = randomSource(seed);
      const answers = Array.from({ length: own + 20 }, (_, rater) => {
        const share = 0.3 + 0.5 * source.uniform();
        return ['ink', 'oil'].flatMap((shown) =>
          [0, 1].map(
            (): RecognitionAnswer => ({
              rater: `${rater}`,
              group: rater < own ? 'east' : 'west',
              picture: 'real',
              shown,
              answer: source.uniform() < share ? shown : undefined,
            }),
          ),
        );
      }).flat();
      return recognition(answers, { owners, permutations: 9, bootstrap: 9, seed }).advantage.real;
    };
    expect(study(3, 1)).toMatchObject({ kind: 'refused', reason: 'too few raters' });
    let missed = 0;
    for (let seed = 0; seed < 200; seed++) {
      const found = study(5, seed);
      if (found.kind !== 'estimated') throw new Error(found.message);
      if (found.interval.low > 0 || found.interval.high < 0) missed++;
    }
    // 5 % of 200 is 10, with a standard deviation of 3.
    expect(missed).toBeLessThanOrEqual(16);
  });

  test('the order of answers does not matter', () => {
    const answers = simulated(0.2, 4);
    const options = { owners, bootstrap: 9, permutations: 9 };
    const { advantage } = recognition(answers, options);
    const { advantage: other } = recognition([...answers].reverse(), options);
    if (advantage.real.kind !== 'estimated' || other.real.kind !== 'estimated')
      throw new Error('refused');
    expect(other.real.value).toBeCloseTo(advantage.real.value, 12);
  });

  test('refusals', () => {
    const answers = simulated(0.2, 4);
    const options = { bootstrap: 9, permutations: 9 };
    expect(recognition(answers, options).advantage.real).toEqual({
      kind: 'refused',
      reason: 'not identifiable',
      message: 'No tradition was judged both by raters of its own group and by others.',
    });
    const few = answers.filter(({ rater }) => Number(rater) < 6);
    expect(recognition(few, { ...options, owners }).advantage.real).toEqual({
      kind: 'refused',
      reason: 'too few raters',
      message: '6 raters answered; ten are the least.',
    });
    const generated = answers.filter(({ picture }) => picture === 'generated');
    expect(recognition(generated, options).ceiling).toMatchObject({ reason: 'no real works' });
    const real = answers.filter(({ picture }) => picture === 'real');
    expect(recognition(real, options).ceiling).toMatchObject({ reason: 'no generated pictures' });
  });

  test('bad input', () => {
    expect(() => recognition([])).toThrow('recognition: expected one answer or more, got none.');
    const answer: RecognitionAnswer = { rater: 'a', group: 'n', picture: 'real', shown: 'ink' };
    expect(() => recognition([{ ...answer, picture: 'fake' as 'real' }])).toThrow(
      "recognition: expected the picture 'real' or 'generated' in answer 0, got \"fake\".",
    );
    expect(() => recognition([answer, { ...answer, group: 's' }])).toThrow(
      "recognition: expected one group for rater 'a', got 'n' and 's' in answer 1.",
    );
  });
});

describe('hitShare', () => {
  test('is Wilson’s interval for one answer a rater (O9)', () => {
    const { interval, designEffect } = hitShare(
      Array.from({ length: 100 }, (_, place) => [Number(place < 60), 1] as const),
    );
    expect(designEffect).toBe(1);
    expect(interval.low).toBeCloseTo(0.5020025868, 9);
    expect(interval.high).toBeCloseTo(0.6905987136, 9);
  });

  test('widens where raters always answer alike', () => {
    const raters = Array.from({ length: 20 }, (_, place) => [place % 2 ? 10 : 0, 10] as const);
    expect(hitShare(raters).designEffect).toBeCloseTo((10 * 20) / 19, 10);
  });
});

describe('choiceModel', () => {
  test('recovers biases and similarities that made the shares', () => {
    fc.assert(
      fc.property(
        fc.tuple(
          fc.double({ min: 0.5, max: 2, noNaN: true }),
          fc.double({ min: 0.5, max: 2, noNaN: true }),
          fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        ),
        ([first, second, similar]) => {
          const bias = [first, second, 1];
          const like = (i: number, j: number) => (i === j ? 1 : similar / (1 + i + j));
          const counts = bias.map((_, i) => {
            const total = bias.reduce((sum, b, j) => sum + b * like(i, j), 0);
            return bias.map((b, j) => (1e9 * b * like(i, j)) / total);
          });
          const found = choiceModel(['x', 'y', 'z'], counts);
          const centre = Math.exp(bias.reduce((sum, b) => sum + Math.log(b), 0) / 3);
          ['x', 'y', 'z'].forEach((name, i) => {
            expect(found.bias[name]).toBeCloseTo(bias[i]! / centre, 6);
            const sum = bias.reduce((total, _, j) => total + like(i, j), 0);
            expect(found.recognised[name]).toBeCloseTo(1 / sum, 6);
          });
        },
      ),
      { numRuns: 40, seed: 1 },
    );
  });
});
