import type { PageData } from './page-data.js';

/** Whether participants may be shown works of art, and not only what programs made. */
export const worksShown = ({ sessions }: Pick<PageData['study'], 'sessions'>): boolean =>
  sessions.some(({ recognition }) => recognition?.trials.some(({ picture }) => picture === 'real'));
