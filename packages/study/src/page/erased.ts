import { element } from './element.js';
import type { StudyPage } from './study-page.js';

/** The last page of who withdrew, in the tab where that was and in all others. */
export function showErased(page: StudyPage): void {
  const { say, data } = page;
  page.show(say('debriefTitle'), element('p', {}, say('erased', { contact: data.study.contact })));
  for (const name of ['header', 'footer']) document.querySelector(name)!.replaceChildren();
}
