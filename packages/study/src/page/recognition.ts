import { recognitionRow, UNSURE } from '../recognition-row.js';
import { begin } from './begin.js';
import { button, element } from './element.js';
import { lookingAt } from './looking.js';
import { rowHead } from './row-head.js';
import { stepAfter } from './steps.js';
import type { StudyPage } from './study-page.js';

/** The picture that is to be recognised next, or the page before the first. */
export async function showRecognition(page: StudyPage): Promise<void> {
  const { data, state, say } = page;
  const session = data.study.sessions.find(({ id }) => id === state.session)!;
  const { trials = [], choices = [] } = session.recognition ?? {};
  const number = state.recognition.length;
  const trial = trials[number];
  if (!trial) {
    await page.go({ step: stepAfter(data.study, 'recognition') });
    return;
  }
  if (!state.recognitionBegun) {
    await begin(page, say('recogniseTitle'), say('recogniseText'));
    await page.go({ recognitionBegun: true });
    return;
  }
  const { answer, time } = await showPicture(page, {
    image: trial.image,
    choices,
    title: say('recogniseTrial', { trial: number + 1, trials: trials.length }),
    done: number / trials.length,
  });
  const row = recognitionRow(data.study, rowHead(page), {
    trial,
    number: number + 1,
    answer,
    time,
  });
  await page.go({ recognition: [...state.recognition, row] });
}

interface ShownPicture {
  readonly image: string;
  readonly choices: readonly string[];
  readonly title: string;
  readonly done: number;
}

/** Shows one picture without its name, and asks which tradition it is after. */
function showPicture(
  page: StudyPage,
  shown: ShownPicture,
): Promise<{ readonly answer: string; readonly time: number }> {
  return new Promise((resolve) => {
    const { say, data, text } = page;
    const looking = lookingAt(page);
    const answer = (given: string) => {
      if (looking.counts(given)) resolve({ answer: given, time: looking.time() });
    };
    const nameOf = (id: string) => text(data.study.traditions.find((one) => one.id === id)!.label);
    const buttons = [...shown.choices, UNSURE].map((id) =>
      button(id === UNSURE ? say('unsure') : nameOf(id), () => answer(id), {
        'aria-disabled': 'true',
        'data-answer': id,
      }),
    );
    const src = data.images[shown.image] ?? '';
    const picture = element('img', { alt: say('thePicture'), src, draggable: 'false' });
    page.show(
      say('recognise'),
      element('progress', { max: '1', value: `${shown.done}`, 'aria-label': shown.title }),
      element('p', { class: 'hint', id: 'where' }, shown.title),
      element('div', { class: 'single' }, picture),
      element('div', { class: 'choices' }, ...buttons),
      looking.status,
      element('p', { class: 'hint' }, say('recogniseKeys', { choices: shown.choices.length })),
      looking.skip(() => answer('')),
    );
    answerByDigits(page, shown.choices, answer);
    looking.begin([picture], buttons);
  });
}

function answerByDigits(
  page: StudyPage,
  choices: readonly string[],
  answer: (given: string) => void,
): void {
  page.onKey((event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target instanceof HTMLSelectElement || !/^\d$/.test(event.key)) return;
    const given = event.key === '0' ? UNSURE : choices[Number(event.key) - 1];
    if (given === undefined) return;
    event.preventDefault();
    answer(given);
  });
}
