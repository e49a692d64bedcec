import type { StudyPlan } from './study-plan.js';

const works = ['one', 'two'].map((id) => ({
  id,
  credit: { en: 'maker, title, owner and licence of the work' },
}));

/** A plan to start from: two groups, three systems, 24 pictures. */
export const examplePlan: StudyPlan = {
  study: 'example',
  title: { en: 'Which picture do you prefer?', zh: '您更喜欢哪一幅？' },
  purpose: {
    en: 'We want to know how people of different backgrounds see pictures made by computer programs after works of art.',
    zh: '我们想了解不同背景的人如何看待计算机程序仿照艺术作品制作的图像。',
  },
  researcher: 'Name of the researcher, institution',
  contact: 'study@example.org',
  approval: 'reference of the ethics approval',
  keptUntil: '2028-12-31',
  traditions: [
    { id: 'ink', label: { en: 'Chinese ink painting', zh: '中国水墨画' }, works },
    { id: 'ukiyo-e', label: { en: 'Japanese woodblock prints', zh: '日本浮世绘' }, works },
    { id: 'impressionism', label: { en: 'French impressionism', zh: '法国印象派' }, works },
  ],
  systems: [
    {
      id: 'ink',
      tradition: 'ink',
      owner: 'east',
      source: { en: 'ink paintings of …' },
      label: { en: 'ink', zh: '水墨' },
    },
    {
      id: 'print',
      tradition: 'ukiyo-e',
      owner: 'east',
      source: { en: 'woodblock prints by …' },
      label: { en: 'print', zh: '版画' },
    },
    {
      id: 'oil',
      tradition: 'impressionism',
      owner: 'west',
      source: { en: 'oil paintings by …' },
      label: { en: 'oil', zh: '油画' },
    },
  ],
  contents: Array.from({ length: 24 }, (_, place) => `photo-${String(place + 1).padStart(2, '0')}`),
  groups: [
    { id: 'east', traditions: ['ink', 'ukiyo-e'], label: { en: 'east', zh: '东方组' } },
    { id: 'west', traditions: ['impressionism'], label: { en: 'west', zh: '西方组' } },
  ],
  hypotheses: [
    {
      en: 'Raters prefer outputs after traditions in which they feel at home.',
      zh: '评分者更喜欢仿照自己熟悉的传统所作的图像。',
    },
  ],
  recognition: { real: 1, generated: 1 },
  ratersPerGroup: 80,
};
