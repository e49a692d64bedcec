import type { RatingRow } from '../session.js';
import { button, element } from './element.js';
import type { StudyPage } from './study-page.js';

const LEAST_VIEW = 1000;

/** Two pictures to be compared. */
export interface ShownPair {
  readonly title: string;
  readonly construct: string;
  readonly content: string;
  readonly left: string;
  readonly right: string;
  readonly done: number;
}

/**
 * Shows a pair; answers count once both pictures were to be seen for a second.
 *
 * @returns the answer and the milliseconds from seeing the pictures to answering
 */
export function showPair(
  page: StudyPage,
  pair: ShownPair,
): Promise<{ response: RatingRow['response']; time: number }> {
  const { say } = page;
  return new Promise((resolve) => {
    let seen = Number.POSITIVE_INFINITY;
    let answered = false;
    const status = element('p', { class: 'status', role: 'status' });
    const answer = (response: RatingRow['response']) => {
      const time = performance.now() - seen;
      if (answered) return;
      if (response !== '' && !(time >= LEAST_VIEW)) {
        status.textContent = say('look');
        return;
      }
      answered = true;
      resolve({ response, time: Number.isFinite(time) ? time : 0 });
    };
    const buttons = (
      [
        ['L', 'left'],
        ['N', 'none'],
        ['R', 'right'],
      ] as const
    ).map(([response, key]) =>
      button(say(key), () => answer(response), {
        'aria-disabled': 'true',
        'data-answer': response,
      }),
    );
    const pictures = [
      picture(page, 'photograph', `content/${pair.content}`),
      picture(page, 'leftPicture', imageOf(pair.left, pair.content)),
      picture(page, 'rightPicture', imageOf(pair.right, pair.content)),
    ] as const;
    const side = (image: HTMLImageElement, system: string, response: 'L' | 'R') =>
      element(
        'figure',
        { onclick: () => answer(response) },
        image,
        element('figcaption', {}, captionOf(page, pair, system)),
      );
    page.show(
      say(pair.construct as 'liking'),
      element('progress', { max: '1', value: `${pair.done}`, 'aria-label': pair.title }),
      element(
        'p',
        { class: 'hint', id: 'where' },
        pair.title,
        pair.construct === 'fidelity' ? ` · ${say('fidelityEach')}` : '',
      ),
      element('div', { class: 'content' }, pictures[0]),
      element(
        'div',
        { class: 'pair' },
        side(pictures[1], pair.left, 'L'),
        side(pictures[2], pair.right, 'R'),
      ),
      element('div', { class: 'answers' }, ...buttons),
      status,
      element('p', { class: 'hint' }, say('keys')),
      button(say('skip'), () => answer(''), { class: 'quiet' }),
    );
    page.onKey((event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      if (event.target instanceof HTMLSelectElement) return;
      const key = { ArrowLeft: 'L', ArrowRight: 'R', 0: 'N' }[event.key];
      if (key === undefined) return;
      event.preventDefault();
      answer(key as 'L');
    });
    Promise.all(pictures.map((image) => image.decode())).then(
      () => {
        seen = performance.now();
        setTimeout(() => {
          for (const one of buttons) one.removeAttribute('aria-disabled');
        }, LEAST_VIEW);
      },
      () => {
        if (answered) return;
        status.className = 'problem';
        status.textContent = say('imageMissing');
      },
    );
  });
}

/** The name of a picture of a pair: an output, the photograph itself, or noise. */
export function imageOf(system: string, content: string): string {
  if (system === 'real') return `content/${content}`;
  return `${system}/${content}`;
}

function picture(
  { say, data }: StudyPage,
  label: 'photograph' | 'leftPicture' | 'rightPicture',
  name: string,
): HTMLImageElement {
  return element('img', { alt: say(label), src: data.images[name] ?? '', draggable: 'false' });
}

/** What stands below an output: where its style is from, unless the study is blind. */
export function captionOf(
  page: StudyPage,
  pair: Pick<ShownPair, 'construct'>,
  system: string,
): string {
  const { data, say, text } = page;
  const found = data.study.systems.find(({ id }) => id === system);
  if (!found) return '';
  const label = data.study.traditions.find(({ id }) => id === found.tradition)!.label;
  // Fidelity cannot be judged without the name of the tradition.
  if (data.study.sources === 'afterwards') return pair.construct === 'fidelity' ? text(label) : '';
  return say('styleAfter', { tradition: text(label), source: text(found.source) });
}
