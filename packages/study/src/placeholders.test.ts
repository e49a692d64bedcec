import { describe, expect, test } from 'vitest';
import { examplePlan } from './example-plan.js';
import { placeholders } from './placeholders.js';
import { smallPlan } from './small-plan.js';

describe('placeholders', () => {
  test('are all texts of the example that only the researcher knows', () => {
    expect(placeholders(examplePlan)).toEqual([
      ...['researcher', 'contact', 'approval'],
      ...['systems.ink.source', 'systems.print.source', 'systems.oil.source'],
      ...['ink', 'ukiyo-e', 'impressionism'].flatMap((tradition) =>
        ['one', 'two'].map((work) => `traditions.${tradition}.works.${work}.credit`),
      ),
    ]);
  });

  test('are none where all was filled in, and one where one was not', () => {
    expect(placeholders(smallPlan)).toEqual([]);
    const { approval } = examplePlan;
    expect(placeholders({ ...smallPlan, approval: ` ${approval} ` })).toEqual(['approval']);
  });
});
