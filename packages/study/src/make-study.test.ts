import { describe, expect, test } from 'vitest';
import { examplePlan } from './example-plan.js';
import { makeStudy } from './make-study.js';
import { smallPlan } from './small-plan.js';
import type { StudyPlan } from './study-plan.js';

const studyOf = (plan: StudyPlan) => {
  const result = makeStudy(plan, { runs: 0 });
  if (result.kind === 'refused') throw new Error(result.message);
  return result.study;
};

describe('makeStudy', () => {
  test('balances pairs and sides, and says when to stop', () => {
    const study = studyOf(examplePlan);
    expect(study.stoppingRaters).toBe(160);
    expect(study.sessions).toHaveLength(160);
    for (const { leastPair, mostPair, sideDifference } of study.balance) {
      expect([mostPair - leastPair, sideDifference]).toEqual([0, 0]);
    }
    expect(study.practice).toHaveLength(3);
    for (const { left, right } of study.practice) expect(left).not.toBe(right);
  });

  test('is the same for the same seed, and another one for another', () => {
    expect(JSON.stringify(studyOf(smallPlan))).toBe(JSON.stringify(studyOf(smallPlan)));
    expect(studyOf({ ...smallPlan, seed: 1 }).sessions).not.toEqual(studyOf(smallPlan).sessions);
  });

  test('simulates the power', () => {
    const result = makeStudy(smallPlan, { runs: 5, sizes: [10] });
    if (result.kind === 'designed') expect(result.study.power[0]!.ratersPerGroup).toBe(10);
    expect(result.kind).toBe('designed');
  });

  const wrong: [string, unknown, string][] = [
    ['no plan', [], 'makeStudy: expected a plan, got [].'],
    [
      'a missing approval',
      { ...smallPlan, approval: ' ' },
      'makeStudy: expected a text in "approval".',
    ],
    [
      'no English title',
      { ...smallPlan, title: { zh: '题' } },
      'makeStudy: expected {"en": "…"} in "title".',
    ],
    [
      'a group without traditions',
      { ...smallPlan, groups: [{ id: 'east', traditions: [] }, smallPlan.groups[1]] },
      "makeStudy: expected one tradition or more for group 'east'. A group is what people say of themselves.",
    ],
    [
      'an output without a source',
      { ...smallPlan, systems: [{ ...smallPlan.systems[0], source: {} }, smallPlan.systems[1]] },
      'makeStudy: expected a source {"en": "…"} of system \'ink\': it is named beside each output.',
    ],
    [
      'several faults, all at once',
      { ...smallPlan, keptUntil: 'never', constructs: ['beauty'], contents: ['../a', 'b', 'b'] },
      'makeStudy: expected names of letters, digits, ".", "-", "_" in "contents", got "../a".\n' +
        "makeStudy: expected different contents, got 'b' twice.\n" +
        'makeStudy: expected a day such as 2028-12-31 in "keptUntil", got \'never\'.\n' +
        'makeStudy: expected constructs among liking, fidelity, kept, acceptable, got beauty.',
    ],
  ];
  test.each(wrong)('refuses %s', (_, plan, message) => {
    let thrown: unknown;
    try {
      makeStudy(plan as StudyPlan);
    } catch (error) {
      thrown = error;
    }
    expect((thrown as Error).message).toBe(message);
  });

  test('refuses systems that too few trials leave apart', () => {
    const systems = Array.from({ length: 8 }, (_, at) => ({
      ...smallPlan.systems[0]!,
      id: `s${at}`,
    }));
    const result = makeStudy({ ...smallPlan, systems, ratersPerGroup: 1, trialsPerRater: 1 });
    expect(result).toMatchObject({ kind: 'refused', reason: 'disconnected' });
  });
});
