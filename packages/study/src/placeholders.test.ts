import { describe, expect, test } from 'vitest';
import { examplePlan } from './example-plan.js';
import { placeholders } from './placeholders.js';
import { smallPlan } from './small-plan.js';

describe('placeholders', () => {
  test('are all texts of the example that only the researcher knows', () => {
    expect(placeholders(examplePlan)).toEqual([
      'researcher ("Name of the researcher, institution")',
      'contact ("study@example.org")',
      'approval ("reference of the ethics approval")',
      'source of system \'ink\' ("ink paintings of …")',
      'source of system \'print\' ("woodblock prints by …")',
      'source of system \'oil\' ("oil paintings by …")',
      ...['ink', 'ukiyo-e', 'impressionism'].flatMap((tradition) =>
        ['one', 'two'].map(
          (work) =>
            `credit of work '${work}' of '${tradition}' ("maker, title, owner and licence of the work")`,
        ),
      ),
    ]);
  });

  test('are none where all was filled in, and one where one was not', () => {
    expect(placeholders(smallPlan)).toEqual([]);
    const { approval } = examplePlan;
    expect(placeholders({ ...smallPlan, approval: ` ${approval} ` })).toEqual([
      'approval (" reference of the ethics approval ")',
    ]);
  });
});
