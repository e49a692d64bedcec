import { describe, expect, test } from 'vitest';
import { analyseStudy } from './analyse/analyse-study.js';
import { readSessions } from './analyse/read-sessions.js';
import { examplePlan } from './example-plan.js';
import { makeStudy } from './make-study.js';
import { simulateStudy } from './simulate-study.js';

const result = makeStudy({ ...examplePlan, ratersPerGroup: 20 }, { runs: 0 });
if (result.kind === 'refused') throw new Error(result.message);
const { study } = result;

/** How many of so many studies call the preference for one's own different from 0. */
function found(inGroup: number, runs: number): { byPermutation: number; byInterval: number } {
  const counts = { byPermutation: 0, byInterval: 0 };
  for (let run = 0; run < runs; run++) {
    const truth = { inGroup, careless: 0.1, tie: 0.2, contentSpread: 0.4 };
    const files = simulateStudy(study, 'sha', truth, run).map((session) => ({
      name: session.participant,
      bytes: new TextEncoder().encode(JSON.stringify(session)),
    }));
    const read = readSessions({ study, sha: 'sha' }, files);
    const options = { permutations: 99, bootstrap: 9, seed: run };
    const { groups } = analyseStudy({ study, sha: 'sha' }, read, options).constructs[0]!;
    if (groups.kind === 'refused' || groups.inGroup.kind === 'refused') throw new Error('refused');
    const { interval, test: tested } = groups.inGroup;
    if (tested.permutationPValue <= 0.05) counts.byPermutation++;
    if (interval.low > 0 || interval.high < 0) counts.byInterval++;
  }
  return counts;
}

describe('a whole study, from simulated sessions to the analysis', () => {
  test('claims a preference that is not there in about 5 of 100 studies', () => {
    const runs = 100;
    const { byPermutation, byInterval } = found(0, runs);
    console.info(
      `false positives in ${runs}: ${byPermutation} by permutation, ${byInterval} by interval`,
    );
    // 11 or more of 100 would come once in a hundred tries of a test of 5 %.
    expect(byPermutation).toBeLessThan(11);
    expect(byInterval).toBeLessThan(11);
  });

  test('finds one that is there', () => {
    expect(found(1.5, 10).byPermutation).toBeGreaterThanOrEqual(8);
  });
});
