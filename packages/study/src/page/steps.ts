import { recognitionFirst } from '../recognition-design.js';
import type { PageData } from './page-data.js';
import type { Step } from './state.js';

/** What comes after a part; recognition is before the comparisons or after them, if at all. */
export function stepAfter(study: PageData['study'], step: Step): Step {
  const asked = study.recognition !== undefined;
  const first = recognitionFirst(study);
  const parts: Step[] = [
    'practice',
    ...(asked && first ? (['recognition'] as const) : []),
    'trials',
    ...(asked && !first ? (['recognition'] as const) : []),
    'debrief',
  ];
  return parts[parts.indexOf(step) + 1]!;
}
