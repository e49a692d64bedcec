import type { StudyTrial } from '@ikat/culture';
import { planFaults } from './check-plan.js';
import type { ExclusionRules, StudyFile } from './study-file.js';

const LISTS = ['constructs', 'analysis', 'practice', 'balance', 'power', 'warnings'] as const;
const NUMBERS = [
  'trialsPerRater',
  'repeats',
  'catches',
  'alpha',
  'seed',
  'stoppingRaters',
] as const;

/** All that is wrong with a design that was edited by hand, in words. */
export function designFaults(given: Readonly<Record<string, unknown>>): string[] {
  const missing = [
    ...LISTS.filter((name) => !Array.isArray(given[name])).map(
      (name) => `expected a list in "${name}".`,
    ),
    ...NUMBERS.filter((name) => !Number.isFinite(given[name])).map(
      (name) => `expected a number in "${name}", got ${JSON.stringify(given[name]) ?? 'nothing'}.`,
    ),
    ...exclusionFaults(given.exclusion),
    ...(given.sources === 'beside' || given.sources === 'afterwards'
      ? []
      : ['expected "beside" or "afterwards" in "sources".']),
  ];
  const plan = planFaults(given);
  if (missing.length + plan.length > 0) return [...plan, ...missing];
  return sessionFaults(given as unknown as StudyFile);
}

function exclusionFaults(given: unknown): string[] {
  const rules = (given ?? {}) as Partial<ExclusionRules>;
  const numbers = ['oneSideShare', 'oneSideTrials', 'medianTime'] as const;
  return [
    ...(rules.failedCatches === 'all' ? [] : ['expected "all" in "exclusion.failedCatches".']),
    ...numbers
      .filter((name) => !((rules[name] ?? -1) >= 0))
      .map((name) => `expected a number from 0 in "exclusion.${name}".`),
  ];
}

function sessionFaults(study: StudyFile): string[] {
  const contents = new Set(study.contents);
  const systems = new Set(study.systems.map(({ id }) => id));
  const groups = new Set(study.groups.map(({ id }) => id));
  const shown = (trial: Pick<StudyTrial, 'left' | 'right' | 'content'>, others: string[]) =>
    contents.has(trial?.content) &&
    [trial.left, trial.right].every((side) => systems.has(side) || others.includes(side));
  const practice = study.practice.every((trial) => shown(trial, []));
  return [
    ...(practice ? [] : ['expected systems and contents of the design in "practice".']),
    ...(study.sessions.length > 0 ? [] : ['expected one session or more in "sessions".']),
    ...study.sessions.flatMap((session, place) => {
      const name = `"sessions" at ${place + 1}`;
      if (typeof session?.id !== 'string' || !Array.isArray(session.trials)) {
        return [`expected an id and trials in ${name}.`];
      }
      return [
        ...(groups.has(session.group) ? [] : [`expected a group of "groups" in ${name}.`]),
        ...(session.trials.every((trial) => shown(trial, ['real', 'noise']))
          ? []
          : [`expected systems and contents of the design in the trials of ${name}.`]),
      ];
    }),
  ];
}
