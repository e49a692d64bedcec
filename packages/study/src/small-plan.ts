import type { StudyPlan } from './study-plan.js';

/** A plan for tests: two systems, four contents, four trials. */
export const smallPlan: StudyPlan = {
  study: 'small',
  title: { en: 'Which picture do you prefer?', zh: '您更喜欢哪一幅？' },
  purpose: { en: 'We try out a page.', zh: '我们在试用一个页面。' },
  researcher: 'R. Esearcher, Institute',
  contact: 'study@institute.example',
  approval: 'none: a test',
  keptUntil: '2030-01-01',
  traditions: [
    { id: 'ink', label: { en: 'Ink painting', zh: '水墨画' } },
    { id: 'oil', label: { en: 'Oil painting', zh: '油画' } },
  ],
  systems: [
    { id: 'ink', tradition: 'ink', owner: 'east', source: { en: 'ink paintings of a test' } },
    { id: 'oil', tradition: 'oil', owner: 'west', source: { en: 'oil paintings of a test' } },
  ],
  contents: ['boat', 'face', 'tree', 'house'],
  groups: [
    { id: 'east', traditions: ['ink'] },
    { id: 'west', traditions: ['oil'] },
  ],
  hypotheses: ['Raters prefer what is their own.'],
  ratersPerGroup: 12,
  trialsPerRater: 4,
};
