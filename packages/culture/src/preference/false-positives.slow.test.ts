import { childSeed, randomSource } from '@ikat/random';
import { describe, expect, test } from 'vitest';
import { designStudy } from '../design/design-study.js';
import { planRaters } from '../design/plan-raters.js';
import { simulateRaters } from '../design/simulate-raters.js';
import { cemsComparisons } from './cems.test-data.js';
import { clusteredScoreTest, raterMoments } from './clustered-score-test.js';
import { codeComparisons, type PairComparison } from './comparison.js';
import { fitPairs } from './fit-pairs.js';
import { baseColumns, baseDesign, countCells, gatherCells } from './pair-cells.js';
import { bradleyTerry } from './pair-outcomes.js';
import { preferenceModel } from './preference-model.js';
import { groupContrasts, raterKinds } from './rater-kinds.js';
import { selectRows } from './select-rows.js';
import { textbookTest } from './textbook-test.js';

/** Gives labels to raters by lot, again and again, and counts what both tests call different. */
function relabelled(
  rows: readonly PairComparison[],
  options: { readonly inFirst: number; readonly runs: number },
): { textbook: number; clustered: number } {
  const all = codeComparisons('test', rows);
  const coded = selectRows(all, (row) => all.outcome[row] !== 1);
  const base = baseColumns(coded.items, 0, { side: false, ties: false });
  const pooled = gatherCells(coded, base, { law: bradleyTerry });
  const design = baseDesign(pooled, countCells(coded, pooled));
  const moments = raterMoments(design, fitPairs(design), { coded, cellOf: pooled.cellOf });
  const kinds = { groups: ['a', 'b'], kinds: [['a'], ['b']], overlap: false };
  const contrasts = groupContrasts(base, { ...kinds, kindOf: new Int32Array(0) });
  const places = Int32Array.from(coded.raters, (_, rater) => Number(rater >= options.inFirst));
  const source = randomSource(childSeed(1, `labels ${options.inFirst}`));
  const found = { textbook: 0, clustered: 0 };
  for (let run = 0; run < options.runs; run++) {
    const kindOf = Int32Array.from(source.shuffle([...places]));
    const cells = gatherCells(coded, base, { law: bradleyTerry, kindOf });
    const textbook = textbookTest({ coded, cells, kinds: { ...kinds, kindOf } });
    if (textbook.pValue < 0.05) found.textbook++;
    if (clusteredScoreTest(moments, kindOf, contrasts).pValue < 0.05) found.clustered++;
  }
  return {
    textbook: found.textbook / options.runs,
    clustered: found.clustered / options.runs,
  };
}

describe('groups drawn by lot from the raters of CEMS', () => {
  // The standard error of a share of 0.05 in 1000 runs is 0.007, of 0.39 it is 0.015.
  test.each([
    { inFirst: 40, textbook: 0.388, clustered: 0.052 },
    { inFirst: 193, textbook: 0.408, clustered: 0.068 },
  ])('$inFirst in one group', ({ inFirst, textbook, clustered }) => {
    const found = relabelled(cemsComparisons(), { inFirst, runs: 1000 });
    console.info(`${inFirst}: textbook ${found.textbook}, clustered ${found.clustered}`);
    expect(Math.abs(found.textbook - textbook)).toBeLessThan(0.05);
    expect(Math.abs(found.clustered - clustered)).toBeLessThan(0.025);
  });
});

describe('simulated raters without a difference between groups', () => {
  const design = (ratersPerGroup: number, contents: number, systems = 5) => {
    const study = designStudy({
      systems: Array.from({ length: systems }, (_, place) => `system ${place}`),
      contents: Array.from({ length: contents }, (_, place) => `content ${place}`),
      groups: ['a', 'b'],
      ratersPerGroup,
      repeats: 0,
      catches: 0,
    });
    if (study.kind !== 'designed') throw new Error(study.message);
    return study.sessions;
  };

  test('the shipped tests err in at most 5 to 7 %, the textbook test in a third', () => {
    const [shipped] = planRaters([40], { effect: 0, runs: 500, seed: 1 });
    const sessions = design(40, 24);
    let textbook = 0;
    for (let run = 0; run < 300; run++) {
      const coded = codeComparisons('test', simulateRaters(sessions, {}, run));
      const kinds = raterKinds(coded);
      const base = baseColumns(coded.items, 0, { side: false, ties: false });
      const cells = gatherCells(coded, base, { law: bradleyTerry, kindOf: kinds.kindOf });
      if (textbookTest({ coded, kinds, cells }).pValue < 0.05) textbook++;
    }
    const { inGroup, omnibus } = shipped!;
    console.info(`textbook ${textbook / 300}, in-group ${inGroup.value}, any ${omnibus.value}`);
    expect(textbook / 300).toBeGreaterThan(0.25);
    expect(inGroup.value).toBeLessThan(0.07);
    expect(omnibus.value).toBeLessThan(0.07);
  });

  test('the power at 80 raters a group', () => {
    const [power] = planRaters([80], { effect: 0.5, runs: 300, seed: 2 });
    console.info(`in-group ${power!.inGroup.value}, any ${power!.omnibus.value}`);
    expect(Math.abs(power!.inGroup.value - 0.83)).toBeLessThan(0.08);
    expect(Math.abs(power!.omnibus.value - 0.65)).toBeLessThan(0.08);
  });

  // The shipped intervals from 12 contents on; below that the shipped answer is "these pictures only".
  test.each([
    { contents: 12, byRater: 0.18 },
    { contents: 24, byRater: 0.11 },
    { contents: 48, byRater: 0.085 },
  ])('claims about new pictures from $contents contents', ({ contents, byRater }) => {
    const runs = 600;
    const sessions = design(40, contents, 2);
    const found = { byRater: 0, both: 0 };
    for (let run = 0; run < runs; run++) {
      const truth = { contentSpread: 0.6 / Math.SQRT2, raterSpread: 0.5 };
      const rows = simulateRaters(sessions, truth, run);
      const outside = (comparisons: readonly PairComparison[]) => {
        const result = preferenceModel(comparisons, { side: false });
        if (result.kind !== 'estimated') throw new Error(result.message);
        const { low, high } = result.items[1]!.interval;
        return low > 0 || high < 0;
      };
      if (outside(rows)) found.both++;
      if (outside(rows.map(({ content: _, ...row }) => row))) found.byRater++;
    }
    console.info(`${contents}: by rater ${found.byRater / runs}, both ${found.both / runs}`);
    expect(found.byRater / runs).toBeGreaterThan(byRater / 2);
    expect(found.both / runs).toBeLessThan(0.07);
  });
});
