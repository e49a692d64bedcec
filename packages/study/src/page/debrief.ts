import { button, element } from './element.js';
import { showErased } from './erased.js';
import { ratingsTable, saveText, sessionFile } from './session-file.js';
import { captionOf, imageOf } from './show-pair.js';
import type { StudyPage } from './study-page.js';
import { worksShown } from './works-shown.js';

/** What it was about, the files, the withdrawal code, and the sources of all pictures seen. */
export function showDebrief(page: StudyPage): void {
  const { say, data, state } = page;
  const { contact } = data.study;
  const save = () => {
    const file = sessionFile(data, state);
    saveText(
      `session-${state.participant}.json`,
      'application/json',
      `${JSON.stringify(file, null, 1)}\n`,
    );
  };
  const saveTable = () =>
    saveText(`ratings-${state.participant}.csv`, 'text/csv;charset=utf-8', ratingsTable(state));
  page.show(
    say('debriefTitle'),
    element('p', {}, say('debriefText')),
    element('p', {}, say(worksShown(data.study) ? 'labelsAndWorks' : 'labels')),
    element(
      'div',
      { class: 'actions' },
      button(say('save'), save, { class: 'main', id: 'save' }),
      button(say('saveTable'), saveTable, { id: 'save-table' }),
    ),
    element('p', {}, say('send', { contact })),
    element(
      'p',
      {},
      say('code'),
      element('br'),
      element('span', { class: 'code' }, state.withdrawalCode),
    ),
    element('h2', {}, say('seen')),
    seenPictures(page),
  );
}

function seenPictures(page: StudyPage): HTMLUListElement {
  const { data, state } = page;
  const shown = new Map([
    ...state.ratings.flatMap(({ left_system, right_system, content_id }) =>
      [left_system, right_system].map((system) => [imageOf(system, content_id), system] as const),
    ),
    ...state.recognition
      .filter(({ picture }) => picture === 'generated')
      .map(({ picture_id }) => [picture_id, picture_id.split('/')[0]!] as const),
  ]);
  const named = {
    data: { ...data, study: { ...data.study, sources: 'beside' as const } },
    say: page.say,
    text: page.text,
  };
  const items = [...shown]
    .filter(([, system]) => system !== 'real' && system !== 'noise')
    .map(([name, system]) =>
      seenPicture(page, name, captionOf({ ...page, ...named }, { construct: '' }, system)),
    );
  const works = data.study.traditions.flatMap(({ id, label, works: own = [] }) =>
    own.flatMap((work) => {
      const name = `works/${id}/${work.id}`;
      if (!state.recognition.some(({ picture_id }) => picture_id === name)) return [];
      const texts = { tradition: page.text(label), credit: page.text(work.credit) };
      return [seenPicture(page, name, page.say('workOf', texts))];
    }),
  );
  return element('ul', { class: 'seen' }, ...items, ...works);
}

function seenPicture({ data }: StudyPage, name: string, caption: string): HTMLLIElement {
  const image = element('img', { src: data.images[name] ?? '', alt: '', loading: 'lazy' });
  return element('li', {}, element('figure', {}, image, element('figcaption', {}, caption)));
}

/** The way out, on every page: deletes what the browser kept. */
export function withdrawButton(page: StudyPage): HTMLButtonElement {
  const { say, store, state } = page;
  return button(
    say(state.step === 'debrief' ? 'erase' : 'stop'),
    async () => {
      if (!confirm(say('eraseSure'))) return;
      await store.erase();
      showErased(page);
    },
    { class: 'quiet', id: 'withdraw' },
  );
}
