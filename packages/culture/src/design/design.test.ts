import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparisonsForShare, designEffect } from './comparisons-for-share.js';
import { type DesignOptions, designStudy, type StudyDesign } from './design-study.js';
import { balancedBlocks, pairBlocks } from './pair-blocks.js';
import { planRaters } from './plan-raters.js';
import { simulateRaters } from './simulate-raters.js';
import { williamsSquare } from './williams-square.js';

const oracles = JSON.parse(
  readFileSync(new URL('../../golden/culture-oracles.json', import.meta.url), 'utf8'),
);

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, place) => `${prefix}${place + 1}`);

function designed(options: DesignOptions): StudyDesign {
  const result = designStudy(options);
  if (result.kind !== 'designed') throw new Error(result.message);
  return result;
}

const small: DesignOptions = {
  systems: names('system ', 5),
  contents: names('content ', 24),
  groups: ['north', 'south'],
  ratersPerGroup: 20,
};

describe('balanced blocks', () => {
  test.each([
    [7, 3, 1],
    [11, 5, 2],
    [13, 4, 1],
    [21, 5, 1],
  ])('of %i systems: N N^T = (r - lambda) I + lambda J', (systems, r, lambda) => {
    const blocks = balancedBlocks(systems)!;
    for (let i = 0; i < systems; i++) {
      for (let j = 0; j < systems; j++) {
        const together = blocks.filter((block) => block.includes(i) && block.includes(j)).length;
        expect(together).toBe(i === j ? r : lambda);
      }
    }
  });

  test('rounds of any number of systems have all pairs once', () => {
    for (let systems = 2; systems <= 24; systems++) {
      const { blocks } = pairBlocks(systems, Math.ceil(systems / 2));
      const pairs = blocks.flat().map(([a, b]) => `${a} ${b}`);
      expect(pairs.length % ((systems * (systems - 1)) / 2)).toBe(0);
      expect(new Set(pairs).size).toBe((systems * (systems - 1)) / 2);
    }
  });
});

describe('williamsSquare', () => {
  test('of four', () => {
    expect(williamsSquare(4).map((order) => order.join(''))).toEqual([
      '0132',
      '1203',
      '2310',
      '3021',
    ]);
  });

  test('balances places and neighbours for every size', () => {
    for (let size = 2; size <= 16; size++) {
      const orders = williamsSquare(size);
      const follows = new Map<string, number>();
      for (const order of orders) {
        expect([...order].sort((a, b) => a - b)).toEqual([...order.keys()]);
        for (let at = 1; at < size; at++) {
          const key = `${order[at - 1]} ${order[at]}`;
          follows.set(key, (follows.get(key) ?? 0) + 1);
        }
      }
      expect(follows.size).toBe(size * (size - 1));
      expect(new Set(follows.values()).size).toBe(1);
    }
  });

  test('refuses no size', () => {
    expect(() => williamsSquare(0)).toThrow('williamsSquare: expected a size of 1 or more, got 0.');
  });
});

describe('designStudy', () => {
  test('balances pairs and sides, and never shows a content twice running', () => {
    fc.assert(
      fc.property(
        fc.record({
          systems: fc.integer({ min: 2, max: 14 }),
          contents: fc.integer({ min: 3, max: 30 }),
          ratersPerGroup: fc.integer({ min: 4, max: 30 }),
          trialsPerRater: fc.integer({ min: 7, max: 30 }),
          seed: fc.nat(),
        }),
        ({ systems, contents, ...rest }) => {
          const result = designStudy({
            ...rest,
            systems: names('s', systems),
            contents: names('c', contents),
            groups: ['a', 'b'],
          });
          if (result.kind === 'refused') return;
          for (const { leastPair, mostPair, sideDifference } of result.balance) {
            expect(mostPair - leastPair).toBeLessThanOrEqual(
              result.method === 'balanced blocks' ? 2 : 1,
            );
            expect(sideDifference).toBeLessThanOrEqual(1);
          }
          for (const { trials } of result.sessions) {
            for (let at = 1; at < trials.length; at++) {
              if (trials[at]!.kind === 'pair' && trials[at - 1]!.kind === 'pair') {
                expect(trials[at]!.content).not.toBe(trials[at - 1]!.content);
              }
            }
          }
        },
      ),
      { numRuns: 60, seed: 5 },
    );
  });

  test('repeats trials with sides swapped, and adds catches', () => {
    const { sessions } = designed(small);
    for (const { trials } of sessions) {
      expect(trials).toHaveLength(19);
      const repeats = trials.filter(({ kind }) => kind === 'repeat');
      expect(repeats).toHaveLength(2);
      for (const { left, right, content } of repeats) {
        const first = trials.findIndex(
          (trial) => trial.left === right && trial.right === left && trial.content === content,
        );
        const again = trials.findIndex(
          (trial) =>
            trial.left === left &&
            trial.right === right &&
            trial.content === content &&
            trial.kind === 'repeat',
        );
        expect(first).toBeGreaterThanOrEqual(0);
        expect(again).toBeGreaterThan(first);
      }
      const catches = trials.filter(({ kind }) => kind === 'catch');
      expect(catches.map(({ left, right }) => [left, right].sort())).toEqual([
        ['noise', 'real'],
        ['noise', 'real'],
      ]);
    }
  });

  test('asks one construct after the other, in balanced order', () => {
    const { sessions } = designed({
      ...small,
      constructs: ['liking', 'content kept'],
      repeats: 0,
      catches: 0,
    });
    expect(sessions[0]!.trials).toHaveLength(30);
    expect(sessions[0]!.trials[0]!.construct).toBe('liking');
    expect(sessions[1]!.trials[0]!.construct).toBe('content kept');
    const changes = sessions[0]!.trials.filter(
      ({ construct }, at, trials) => at > 0 && trials[at - 1]!.construct !== construct,
    );
    expect(changes).toHaveLength(1);
  });

  test('is a function of its seed', () => {
    expect(designStudy({ ...small, seed: 3 })).toEqual(designStudy({ ...small, seed: 3 }));
    expect(designStudy({ ...small, seed: 3 })).not.toEqual(designStudy({ ...small, seed: 4 }));
  });

  test('refuses what leaves systems unconnected, and says what to mend', () => {
    const result = designStudy({
      ...small,
      systems: names('s', 20),
      ratersPerGroup: 1,
      trialsPerRater: 10,
    });
    expect(result).toMatchObject({
      kind: 'refused',
      reason: 'disconnected',
      message:
        '1 raters a group with 10 trials leave 20 systems in parts that are never compared. Ask more ' +
        'raters, or show more trials.',
    });
  });

  test('warns of few contents and few raters', () => {
    const { warnings } = designed({ ...small, contents: ['one'], ratersPerGroup: 5 });
    expect(warnings).toEqual([
      'For these pictures only: one content was shown, and errors for new pictures need 12 or more, better 24.',
      'With one content, it is seen in every trial.',
      '5 raters a group are few; about 80 show a medium effect.',
    ]);
    expect(designed({ ...small, ratersPerGroup: 80 }).warnings).toEqual([]);
  });

  test('bad input', () => {
    expect(() => designStudy({ ...small, systems: ['a'] })).toThrow(
      'designStudy: expected 2 or more systems, got 1.',
    );
    expect(() => designStudy({ ...small, groups: ['a', 'a'] })).toThrow(
      "designStudy: expected different groups, got 'a' twice.",
    );
    expect(() => designStudy({ ...small, ratersPerGroup: 0 })).toThrow(
      'designStudy: expected ratersPerGroup of 1 or more, got 0.',
    );
  });
});

describe('sample sizes (O9)', () => {
  test('a share of 0.6', () => {
    expect(comparisonsForShare(0.6)).toBeCloseTo(oracles.power['pwr.p.test_h(.6,.5)_80'], 5);
    expect(comparisonsForShare(0.6, { twoGroups: true })).toBeCloseTo(
      oracles.power['pwr.2p.test_h(.6,.5)_80_per_group'],
      4,
    );
    expect(designEffect(15)).toBeCloseTo(2.26, 10);
    expect(() => comparisonsForShare(0.5)).toThrow(
      'comparisonsForShare: expected a share between 0 and 1 other than 0.5, got 0.5.',
    );
  });

  test('the curve rises, and is repeatable', () => {
    const options = { runs: 60, seed: 2, effect: 0.8 };
    const [few, many] = planRaters([10, 40], options);
    expect(many!.inGroup.value).toBeGreaterThan(few!.inGroup.value);
    expect(many!.inGroup.interval.low).toBeLessThan(many!.inGroup.value);
    expect(planRaters([10], options)).toEqual([few]);
    expect(() => planRaters([10], { groups: 1 })).toThrow(
      'planRaters: expected from 2 to 5 groups, one system each, got 1.',
    );
  });
});

describe('simulateRaters', () => {
  test('answers each pair, with the truth that it was given', () => {
    const { sessions } = designed({ ...small, ratersPerGroup: 80 });
    const answers = simulateRaters(sessions, { side: 2, raterSpread: 0, tie: 0 }, 4);
    expect(answers).toHaveLength(160 * 15);
    const left = answers.filter(({ outcome }) => outcome === 'left').length / answers.length;
    expect(left).toBeCloseTo(1 / (1 + Math.exp(-2)), 1);
    expect(answers.some(({ outcome }) => outcome === 'none')).toBe(false);
    const tied = simulateRaters(sessions, { raterSpread: 0, tie: 2 }, 4);
    const none = tied.filter(({ outcome }) => outcome === 'none').length / tied.length;
    expect(none).toBeCloseTo(0.5, 1);
  });
});
