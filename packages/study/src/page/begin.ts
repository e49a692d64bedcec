import { button, element } from './element.js';
import type { StudyPage } from './study-page.js';

/** A page of words before a part begins. */
export function begin(page: StudyPage, title: string, text: string): Promise<void> {
  return new Promise((resolve) => {
    const start = button(page.say('begin'), resolve, { class: 'main' });
    page.show(title, element('p', {}, text), element('div', { class: 'actions' }, start));
  });
}
