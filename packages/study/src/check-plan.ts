import { UNSURE } from './recognition-row.js';
import { reservedName } from './reserved-names.js';
import { constructs, type StudyPlan } from './study-plan.js';

const TEXTS = ['study', 'researcher', 'contact', 'approval', 'keptUntil'] as const;
const TRANSLATED = ['title', 'purpose'] as const;
const LISTS = ['traditions', 'systems', 'contents', 'groups', 'hypotheses'] as const;

const NAMED = ['traditions', 'systems', 'groups'] as const;

/** Checks a plan and throws all that is wrong with it at once. */
export function checkPlan(given: unknown): StudyPlan {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new TypeError(`makeStudy: expected a plan, got ${JSON.stringify(given)}.`);
  }
  const missing = missingFields(given as Record<string, unknown>);
  if (missing.length > 0) fail(TypeError, missing);
  const faults = planFaults(given);
  if (faults.length > 0) fail(RangeError, faults);
  return given as StudyPlan;
}

/** All that is wrong with a plan; only what is missing, where anything is. */
export function planFaults(given: object): string[] {
  const missing = missingFields(given as Record<string, unknown>);
  if (missing.length > 0) return missing;
  const plan = given as StudyPlan;
  return [...badNames(plan), ...badReferences(plan), ...badValues(plan)];
}

function fail(kind: typeof TypeError | typeof RangeError, faults: readonly string[]): never {
  throw new kind(faults.map((fault) => `makeStudy: ${fault}`).join('\n'));
}

function missingFields(plan: Record<string, unknown>): string[] {
  const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '';
  const isTranslated = (value: unknown) => isText((value as Record<string, unknown>)?.en);
  const isNamed = (value: unknown) =>
    !Array.isArray(value) || value.every((one) => typeof one === 'object' && one !== null);
  return [
    ...TEXTS.filter((name) => !isText(plan[name])).map((name) => `expected a text in "${name}".`),
    ...TRANSLATED.filter((name) => !isTranslated(plan[name])).map(
      (name) => `expected {"en": "…"} in "${name}".`,
    ),
    ...LISTS.filter((name) => !Array.isArray(plan[name])).map(
      (name) => `expected a list in "${name}".`,
    ),
    ...NAMED.filter((name) => !isNamed(plan[name])).map(
      (name) => `expected {"id": "…"} at every place of "${name}".`,
    ),
  ];
}

function badNames({ traditions, systems, contents, groups }: StudyPlan): string[] {
  const works = traditions.flatMap(({ id, works: own = [] }) =>
    own.map((work) => [`works of ${id}`, work.id] as const),
  );
  const lists: Record<string, readonly string[]> = {
    traditions: traditions.map(({ id }) => id),
    ...Object.fromEntries(
      works.map(([list]) => [list, works.filter(([of]) => of === list).map(([, id]) => id)]),
    ),
    systems: systems.map(({ id }) => id),
    groups: groups.map(({ id }) => id),
    contents,
  };
  return Object.entries(lists).flatMap(([list, ids]) =>
    ids.flatMap((id, place) => {
      const reserved = reservedName(list, id);
      if (reserved !== undefined) return [reserved];
      if (typeof id !== 'string' || !/^[\p{L}\p{N}][\p{L}\p{N}._ -]*$/u.test(id)) {
        return [
          `expected names of letters, digits, ".", "-", "_" in "${list}", got ${JSON.stringify(id)}.`,
        ];
      }
      return ids.indexOf(id) < place ? [`expected different ${list}, got '${id}' twice.`] : [];
    }),
  );
}

function badReferences(plan: StudyPlan): string[] {
  const { traditions, systems, groups } = plan;
  const known = new Set(traditions.map(({ id }) => id));
  const owners = new Set(groups.map(({ id }) => id));
  return [
    ...badTexts(plan),
    ...traditions
      .filter(({ label }) => !label?.en)
      .map(({ id }) => `expected {"en": "…"} in the label of '${id}'.`),
    ...traditions.flatMap(({ id, works = [] }) =>
      works
        .filter(({ credit }) => !credit?.en)
        .map((work) => `expected a credit {"en": "…"} of work '${work.id}' of '${id}'.`),
    ),
    ...systems
      .filter(({ source }) => !source?.en)
      .map(
        ({ id }) =>
          `expected a source {"en": "…"} of system '${id}': it is named beside each output.`,
      ),
    ...systems
      .filter(({ tradition }) => !known.has(tradition))
      .map(
        ({ id, tradition }) =>
          `expected a tradition of "traditions" for system '${id}', got '${tradition}'.`,
      ),
    ...systems
      .filter(({ owner }) => owner !== undefined && !owners.has(owner))
      .map(({ id, owner }) => `expected an owner of "groups" for system '${id}', got '${owner}'.`),
    ...groups.flatMap(({ id, traditions: own }) => {
      if (!Array.isArray(own) || own.length === 0) {
        return [
          `expected one tradition or more for group '${id}'. A group is what people say of themselves.`,
        ];
      }
      return own
        .filter((name) => !known.has(name))
        .map((name) => `expected traditions of "traditions" for group '${id}', got '${name}'.`);
    }),
  ];
}

/** Texts that may be left out, and say nothing in English where they are there. */
function badTexts({ systems, groups, hypotheses }: StudyPlan): string[] {
  const labelled = Object.entries({ system: systems, group: groups });
  return [
    ...labelled.flatMap(([kind, parts]) =>
      parts
        .filter(({ label }) => label !== undefined && !label?.en)
        .map(({ id }) => `expected {"en": "…"} in the label of ${kind} '${id}'.`),
    ),
    ...hypotheses.flatMap((text, at) =>
      typeof text === 'string' || text?.en
        ? []
        : [`expected a text or {"en": "…"} in "hypotheses" at ${at + 1}.`],
    ),
  ];
}

function badValues({
  keptUntil,
  constructs: asked = ['liking'],
  alpha = 0.05,
  recognition,
  traditions,
}: StudyPlan): string[] {
  const faults: string[] = [];
  if (recognition !== undefined) faults.push(...badRecognition(recognition, traditions));
  if (!/^\d{4}-\d\d-\d\d$/.test(keptUntil) || Number.isNaN(Date.parse(keptUntil))) {
    faults.push(`expected a day such as 2028-12-31 in "keptUntil", got '${keptUntil}'.`);
  }
  const unknown = [asked].flat().filter((name) => !constructs.includes(name));
  if (asked.length === 0 || unknown.length > 0) {
    faults.push(
      `expected constructs among ${constructs.join(', ')}, got ${unknown.join(', ') || 'none'}.`,
    );
  }
  if (typeof alpha !== 'number' || !(alpha > 0 && alpha < 1))
    faults.push(`expected alpha between 0 and 1, got ${alpha}.`);
  return faults;
}

function badRecognition(
  recognition: NonNullable<StudyPlan['recognition']>,
  traditions: StudyPlan['traditions'],
): string[] {
  const { real = 1, generated = 1 } = recognition;
  const faults = Object.entries({ real, generated })
    .filter(([, count]) => !Number.isInteger(count) || count < 0)
    .map(([name, count]) => `expected a whole number in "recognition.${name}", got ${count}.`);
  if (real === 0 && generated === 0) {
    faults.push('expected pictures to recognise, got none. Leave "recognition" out to ask nobody.');
  }
  if (traditions.length < 2 || traditions.length > 9) {
    faults.push(`expected 2 to 9 traditions to choose from, got ${traditions.length}.`);
  }
  if (traditions.some(({ id }) => id === UNSURE)) {
    faults.push(`expected another name of a tradition than '${UNSURE}', which is an answer.`);
  }
  return faults;
}
