import type { RowHead } from '../rating-row.js';
import { declaredGroups } from '../session.js';
import type { StudyPage } from './study-page.js';

/** What is alike in all rows of this participant. */
export function rowHead({ data, state }: StudyPage): RowHead {
  return {
    design_sha: data.sha,
    participant: state.participant,
    groups: declaredGroups(data.study.groups, state.background).join('|'),
    lang: state.lang,
    ...screenOf(),
  };
}

// Coarse on purpose: a full user agent or exact sizes could tell people apart.
function screenOf() {
  const step = (size: number) => Math.round(size / 100) * 100;
  return {
    viewport: `${step(innerWidth)}x${step(innerHeight)}`,
    dpr: Math.round(devicePixelRatio),
    ua_class: matchMedia('(pointer: coarse)').matches ? 'touch' : 'pointer',
  };
}
