import { examplePlan } from './example-plan.js';
import type { StudyPlan } from './study-plan.js';

/** What participants read and only the researcher knows. */
type Filled = Pick<StudyPlan, 'researcher' | 'contact' | 'approval' | 'traditions' | 'systems'>;

/**
 * The fields of a plan or a design in which a text of the example still stands, where only the
 * researcher knows what belongs there: who asks, the ethics approval, the sources of styles.
 *
 * @returns the fields by their places, such as `systems.ink.source`; none where all was filled in
 *
 * @example
 * ```ts
 * import { examplePlan, placeholders } from '@ikat/study';
 *
 * console.log(placeholders({ ...examplePlan, systems: [], traditions: [] }).join()); // researcher,contact,approval
 * ```
 */
export function placeholders(plan: Filled): string[] {
  const left = textsOf(plan).filter(([, text]) => examples.has(text.trim()));
  return [...new Set(left.map(([field]) => field))];
}

function textsOf({ researcher, contact, approval, traditions, systems }: Filled) {
  const credits = traditions.flatMap(({ id: tradition, works = [] }) =>
    works.map(({ id, credit }) => [`traditions.${tradition}.works.${id}.credit`, credit] as const),
  );
  const sources = systems.map(({ id, source }) => [`systems.${id}.source`, source] as const);
  return [
    ...Object.entries({ researcher, contact, approval }),
    ...[...sources, ...credits].flatMap(([field, texts]) =>
      Object.values(texts).map((text) => [field, text] as const),
    ),
  ];
}

const examples = new Set(textsOf(examplePlan).map(([, text]) => text));
