import { randomSource } from '@ikat/random';
import { describe, expect, test } from 'vitest';
import { recognition } from './recognition.js';
import type { RecognitionAnswer } from './recognition-answer.js';

const owners = { ink: 'east', oil: 'west' };

function simulated(advantage: number, seed: number): RecognitionAnswer[] {
  const source = randomSource(seed);
  return Array.from({ length: 40 }, (_, rater) => rater).flatMap((rater) => {
    const skill = 0.15 * (source.uniform() - 0.5);
    return ['ink', 'oil', 'ink', 'oil'].map((shown): RecognitionAnswer => {
      const group = rater % 2 ? 'east' : 'west';
      const share = 0.55 + skill + (owners[shown as 'ink'] === group ? advantage : 0);
      const answer = source.uniform() < share ? shown : undefined;
      return { rater: `${rater}`, group, picture: 'real', shown, answer };
    });
  });
}

describe('the advantage of one’s own', () => {
  test('its interval holds the truth in about 95 of 100 studies, and its test errs in about 5', () => {
    let [held, rejected] = [0, 0];
    const runs = 400;
    for (let run = 0; run < runs; run++) {
      const options = { owners, bootstrap: 199, permutations: 99, seed: run };
      const { real } = recognition(simulated(0.2, run), options).advantage;
      const { real: none } = recognition(simulated(0, 10_000 + run), options).advantage;
      if (real.kind !== 'estimated' || none.kind !== 'estimated') throw new Error('refused');
      if (real.interval.low <= 0.2 && real.interval.high >= 0.2) held++;
      if (none.permutationPValue <= 0.05) rejected++;
    }
    console.info(`interval holds ${held / runs}, false positives ${rejected / runs}`);
    expect(held / runs).toBeGreaterThan(0.9);
    expect(held / runs).toBeLessThan(0.98);
    expect(rejected / runs).toBeGreaterThan(0.02);
    expect(rejected / runs).toBeLessThan(0.09);
  });
});
