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
      'labels and hypotheses without English',
      {
        ...smallPlan,
        systems: [{ ...smallPlan.systems[0], label: { zh: '水墨' } }, smallPlan.systems[1]],
        hypotheses: ['They do.', { zh: '是的。' }],
      },
      'makeStudy: expected {"en": "…"} in the label of system \'ink\'.\n' +
        'makeStudy: expected a text or {"en": "…"} in "hypotheses" at 2.',
    ],
    [
      'names that mean something else, or that no table holds',
      {
        ...smallPlan,
        systems: ['real', 'noise'].map((id, at) => ({ ...smallPlan.systems[at], id })),
        contents: ['__proto__', 'boat'],
        groups: ['no group', 'constructor'].map((id, at) => ({ ...smallPlan.groups[at], id })),
        traditions: [...smallPlan.traditions, { id: 'prototype', label: { en: 'A' } }],
      },
      'makeStudy: expected another name than \'prototype\' in "traditions": no table holds it.\n' +
        'makeStudy: expected another name than \'real\' in "systems", which means the photograph itself in practice and catch trials.\n' +
        'makeStudy: expected another name than \'noise\' in "systems", which means the noise of catch trials.\n' +
        'makeStudy: expected another name than \'no group\' in "groups", which means those who are in none.\n' +
        'makeStudy: expected another name than \'constructor\' in "groups": no table holds it.\n' +
        'makeStudy: expected another name than \'__proto__\' in "contents": no table holds it.\n' +
        "makeStudy: expected an owner of \"groups\" for system 'real', got 'east'.\n" +
        "makeStudy: expected an owner of \"groups\" for system 'noise', got 'west'.",
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

  test('warns of a rule of exclusion that can never leave anybody out', () => {
    const rule = 'The rule that leaves out who answers 90 % at one side needs 15 answers';
    // Four pairs and two repeats; the two catch trials do not count.
    expect(studyOf(smallPlan).warnings.join()).toContain(
      `${rule}, and nobody is asked more than 6`,
    );
    expect(studyOf({ ...smallPlan, trialsPerRater: 13 }).warnings.join()).not.toContain(rule);
    expect(studyOf({ ...smallPlan, trialsPerRater: 12 }).warnings.join()).toContain(rule);
    expect(studyOf(examplePlan).warnings.join()).not.toContain(rule);
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
