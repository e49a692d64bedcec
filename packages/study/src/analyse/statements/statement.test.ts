import {
  groupAgreement,
  groupPreference,
  krippendorffAlpha,
  type PairComparison,
  preferenceModel,
  type RecognitionAnswer,
  recognition,
} from '@ikat/culture';
import { describe, expect, test } from 'vitest';
import { ofStatistics } from './of-statistics.js';
import { ofStudy } from './of-study.js';
import { recogniseStatement, type Statement, state } from './statement.js';

/** A rater who compares these two, with these outcomes one after the other. */
function rater(name: string, group: string | string[], answers: string): PairComparison[] {
  return answers.split(' ').map((answer, place) => {
    const [left, sign, right] = [answer.slice(0, -2), answer.at(-2), answer.at(-1)!];
    const outcome = sign === '>' ? 'left' : sign === '<' ? 'right' : 'none';
    return { rater: name, group, content: `content ${place}`, left, right, outcome } as const;
  });
}

const many = (count: number, group: string | string[], answers: readonly string[]) =>
  Array.from({ length: count }, (_, place) =>
    rater(`${group} ${place}`, group, answers[place % answers.length]!),
  ).flat();

const mixed = ['a>b b>a a<b', 'b<a a>b b>a', 'a<b b>a a<b'];
const quick = { permutations: 19, bootstrap: 9 };

/** All texts in a result. */
function textsIn(result: unknown): string[] {
  if (typeof result === 'string') return [result];
  if (typeof result !== 'object' || result === null) return [];
  return Object.values(result).flatMap(textsIn);
}

const answer = (
  name: string,
  group: string,
  picture: 'real' | 'generated',
  shown = 'ink',
): RecognitionAnswer => ({ rater: name, group, picture, shown, answer: 'ink' });

const owners = { a: 'east', b: 'west' };
const twoGroups = [...many(8, 'east', mixed), ...many(8, 'west', mixed)];
const preferring = [
  ...many(12, 'east', ['a>b a>b b<a b>a']),
  ...many(12, 'west', ['b>a b>a a<b a>b']),
];
const [north, south] = [
  [1, 2, 3, 1],
  [3, 1, 1, 2],
];

const provoked: Partial<Record<keyof typeof ofStatistics, () => unknown>> = {
  allTies: () => preferenceModel(many(3, 'east', ['a=b'])),
  oneRater: () => preferenceModel(rater('x', 'east', 'a>b b>a')),
  disconnected: () => preferenceModel(many(6, 'east', ['a>b', 'b>a', 'c>d', 'd>c'])),
  disconnectedWithin: () =>
    groupPreference([
      ...many(8, 'east', ['a>b', 'b>a']),
      ...many(8, 'west', ['a>b b>c', 'c>b b>a']),
    ]),
  sideUnknown: () => preferenceModel(many(6, 'east', ['a>b', 'a<b'])),
  penalised: () => preferenceModel(many(6, 'east', ['a>b b<a'])),
  fewRaters: () => preferenceModel(many(6, 'east', mixed)),
  fewContents: () => preferenceModel(many(4, 'east', [`${'a>b b>a a<b '.repeat(5)}b<a`])),
  thesePictures: () => preferenceModel(many(6, 'east', mixed)),
  thisPicture: () => preferenceModel(many(6, 'east', ['a>b', 'b>a', 'a<b', 'b<a'])),
  noPictures: () => preferenceModel(many(6, 'east', mixed).map(({ content: _, ...rest }) => rest)),
  emptyGroup: () => groupPreference(twoGroups, { groups: ['east', 'west', 'north', 'south'] }),
  noGroup: () => groupPreference(many(6, [], mixed)),
  allInOneGroup: () => groupPreference(many(6, 'east', mixed)),
  smallGroup: () => groupPreference([...many(8, 'east', mixed), ...many(2, 'west', mixed)]),
  noOwners: () => groupPreference(twoGroups, { permutations: 19 }),
  ownNeverBeside: () =>
    groupPreference(twoGroups, { owners: { a: 'east', b: 'east' }, permutations: 19 }),
  ungrouped: () => groupPreference([...twoGroups, ...many(2, [], mixed)], { permutations: 19 }),
  overlapping: () =>
    groupPreference([...twoGroups, ...many(2, ['east', 'west'], mixed)], { permutations: 19 }),
  groupsPredictNothing: () => groupPreference(twoGroups, { owners, permutations: 19 }),
  groupsPredict: () => groupPreference(preferring, { owners, permutations: 19 }),
  nothingTwice: () =>
    krippendorffAlpha([
      [1, null],
      [null, 1],
    ]),
  oneValue: () =>
    krippendorffAlpha([
      [1, 1],
      [1, 1],
    ]),
  allOneValue: () => groupAgreement([[1], [1], [1], [1]], ['e', 'e', 'w', 'w'], quick),
  aloneInGroup: () => groupAgreement([north, north, south], ['e', 'e', 'w'], quick),
  noCommonUnits: () =>
    groupAgreement(
      [
        [1, 2, null, null],
        [2, 2, null, null],
        [null, null, 1, 2],
        [null, null, 1, 1],
      ],
      ['e', 'e', 'w', 'w'],
      quick,
    ),
  noRealWorks: () => recognition([answer('x', 'east', 'generated')], quick),
  onlyRealWorks: () => recognition([answer('x', 'east', 'real')], quick),
  ownNeverJudged: () => recognition([answer('x', 'east', 'real')], quick),
  fewAnswered: () =>
    recognition([answer('x', 'east', 'real'), answer('y', 'west', 'real')], {
      ...quick,
      owners: { ink: 'east' },
    }),
  notRepresentative: () => recognition([answer('x', 'east', 'real')], quick),
};

describe('what the statistics say', () => {
  test.each(Object.entries(provoked))('%s is recognised', (name, provoke) => {
    const names = textsIn(provoke()).map((text) => recogniseStatement(text)?.name);
    expect(names).toContain(name);
  });

  test('keeps the systems that answers do not connect', () => {
    const { message } = provoked.disconnectedWithin!() as { message: string };
    expect(recogniseStatement(message)).toEqual({
      name: 'disconnectedWithin',
      values: { group: 'east', sets: '{a, b} and {c}' },
    });
  });

  test('is provoked here, but for what needs hundreds of answers', () => {
    const rest = Object.keys(ofStatistics).filter((name) => !(name in provoked));
    expect(rest).toEqual(['gainMayBeNothing', 'ownMayBeNothing']);
  });
});

describe('what the study says', () => {
  test.each(Object.keys(ofStudy) as (keyof typeof ofStudy)[])('%s is recognised', (name) => {
    const braces = [...ofStudy[name].matchAll(/\{(\w+)\}/g)].map(([, value]) => value!);
    const values = Object.fromEntries(braces.map((value) => [value, `a '${value}', 1. b`]));
    expect(recogniseStatement(state(name, values))).toEqual({ name, values });
  });

  test('nothing else is', () => {
    const strange: (Statement | string)[] = ['oneGroup', 'A sentence of tomorrow.', ''];
    expect(strange.map(recogniseStatement)).toEqual([undefined, undefined, undefined]);
  });
});
