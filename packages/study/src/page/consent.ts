import type { StudyFileSession } from '../recognition-design.js';
import { button, element } from './element.js';
import type { StudyPage } from './study-page.js';
import { worksShown } from './works-shown.js';

/** Information and consent: separate boxes, none ticked beforehand. */
export function showConsent(page: StudyPage): void {
  const { say, text, data } = page;
  const { study } = data;
  const { researcher, contact, approval, keptUntil: until } = study;
  const [{ trials, recognition }] = study.sessions as [StudyFileSession];
  const seconds = trials.length * 12 + (recognition?.trials.length ?? 0) * 8;
  const minutes = Math.max(3, Math.ceil(seconds / 60) + 3);
  const box = (key: 'consentTakePart' | 'consentBackground' | 'consentShare') => {
    const input = element('input', { type: 'checkbox', id: key });
    return { input, label: element('label', { class: 'option' }, input, say(key)) };
  };
  const boxes = [box('consentTakePart'), box('consentBackground'), box('consentShare')] as const;
  const problem = element('p', { role: 'alert' });
  const proceed = () => {
    const [takePart, background, share] = boxes.map(({ input }) => input.checked);
    if (!takePart) {
      problem.className = 'problem';
      problem.textContent = say('mustConsent');
      boxes[0].input.focus();
      return;
    }
    const consent = { takePart, background: background!, share: share! };
    void page.go({ consent, step: background ? 'background' : 'screen' });
  };
  page.show(
    text(study.title),
    !page.store.keeps && element('p', { class: 'problem' }, say('notKept')),
    element('h2', {}, say('aboutStudy')),
    element('p', {}, text(study.purpose)),
    element('p', {}, say('whatHappens', { minutes }), recognition && ` ${say('whatHappensToo')}`),
    element('p', {}, say(worksShown(study) ? 'labelsAndWorks' : 'labels')),
    element('h2', {}, say('consentTitle')),
    element('p', {}, say('whoRuns', { researcher, contact, approval })),
    element('p', {}, say('whatKept', { until })),
    element('p', {}, say('sensitive')),
    element('p', {}, say('adult')),
    element(
      'fieldset',
      {},
      element('legend', {}, say('consentQuestion')),
      ...boxes.map(({ label }) => label),
    ),
    problem,
    element('div', { class: 'actions' }, button(say('next'), proceed, { class: 'main' })),
  );
}
