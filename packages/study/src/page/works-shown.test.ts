import { describe, expect, test } from 'vitest';
import { catalogues } from '../languages/catalogue.js';
import { makeStudy } from '../make-study.js';
import { smallPlan } from '../small-plan.js';
import type { StudyPlan } from '../study-plan.js';
import { worksShown } from './works-shown.js';

const shown = (plan: Partial<StudyPlan>) => {
  const result = makeStudy({ ...smallPlan, ...plan }, { runs: 0 });
  if (result.kind === 'refused') throw new Error(result.message);
  return worksShown(result.study);
};

const traditions = smallPlan.traditions.map((tradition) => ({
  ...tradition,
  works: [{ id: 'work', credit: { en: 'a credit' } }],
}));

describe('worksShown', () => {
  test('is true where real works are to be recognised, and only there', () => {
    expect(shown({ traditions, recognition: {} })).toBe(true);
    expect(shown({ traditions })).toBe(false);
    expect(shown({ recognition: {} })).toBe(false);
    expect(shown({ traditions, recognition: { real: 0 } })).toBe(false);
  });

  test('has a text that does not deny the works', () => {
    expect(catalogues.en!.labelsAndWorks).toContain('real works of art');
    expect(catalogues.zh!.labelsAndWorks).toContain('真实的艺术作品');
  });
});
