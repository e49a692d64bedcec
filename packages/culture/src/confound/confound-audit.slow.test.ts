import { randomSource } from '@ikat/random';
import { expect, test } from 'vitest';
import { confoundAudit } from './confound-audit.js';
import type { ConfoundItem } from './confound-result.js';

const runs = 200;

// Features that depend on the museum only; cultures mixed 80 to 20 between two museums.
test('a museum passes for a culture without strata, and hardly ever with them', () => {
  let [naive, stratified] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const source = randomSource(run);
    const items = Array.from({ length: 100 }, (_, k): ConfoundItem => {
      const home = k % 2 === 0 ? 'x' : 'y';
      const away = k % 2 === 0 ? 'y' : 'x';
      const institution = source.uniform() < 0.8 ? home : away;
      const shift = institution === 'y' ? 1 : 0;
      const values = Array.from({ length: 5 }, () => source.normal() + shift);
      return { id: `${k}`, culture: k % 2 === 0 ? 'a' : 'b', values, factors: { institution } };
    });
    const descriptors = ['1', '2', '3', '4', '5'];
    const options = { permutations: 199, resamples: 19, seed: run };
    const { overall, factors } = confoundAudit({ descriptors, items }, options);
    const within = factors[0]!.within;
    if (overall.kind === 'refused' || overall.test.kind === 'refused') throw new Error('refused');
    if (within.kind === 'refused' || within.test.kind === 'refused') throw new Error('refused');
    naive += +(overall.test.p <= 0.05);
    stratified += +(within.test.p <= 0.05);
  }
  console.log(
    `found a culture: unstratified ${naive} of ${runs}, stratified ${stratified} of ${runs}`,
  );
  expect(naive / runs).toBeGreaterThan(0.9);
  // 5 % of 200 is 10, with a standard deviation of 3.
  expect(stratified).toBeLessThanOrEqual(19);
  expect(stratified).toBeGreaterThanOrEqual(2);
});
