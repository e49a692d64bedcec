import { button, element } from './element.js';
import type { StudyPage } from './study-page.js';

/** Whether the screen shows dark and light. */
export function showScreenCheck(page: StudyPage): void {
  const { say } = page;
  const answer = (screenCheck: string) => () => void page.go({ screenCheck, step: 'practice' });
  const greys = Array.from({ length: 8 }, (_, step) => element('i', { class: `g${step}` }));
  page.show(
    say('screenTitle'),
    element('p', {}, say('screenText')),
    element('div', { class: 'greys', role: 'img', 'aria-label': say('screenFields') }, ...greys),
    innerWidth < 360 && element('p', { class: 'problem' }, say('screenSmall')),
    element('p', {}, element('strong', {}, say('screenQuestion'))),
    element(
      'div',
      { class: 'actions' },
      button(say('yes'), answer('all'), { class: 'main' }),
      button(say('no'), answer('some')),
      button(say('skip'), answer(''), { class: 'quiet' }),
    ),
  );
}
