import type { RatingRow } from '../session.js';
import { button, element } from './element.js';
import { type Looking, lookingAt } from './looking.js';
import type { StudyPage } from './study-page.js';

/** Two pictures to be compared. */
export interface ShownPair {
  readonly title: string;
  readonly construct: string;
  readonly content: string;
  readonly left: string;
  readonly right: string;
  readonly done: number;
}

/** What was said of a pair, and after how many milliseconds of seeing it. */
export interface PairAnswer {
  readonly response: RatingRow['response'];
  readonly time: number;
}

/** Shows a pair; answers count once both pictures were to be seen for a second. */
export function showPair(page: StudyPage, pair: ShownPair): Promise<PairAnswer> {
  return new Promise((resolve) => {
    const looking = lookingAt(page);
    const answer = (response: RatingRow['response']) => {
      if (looking.counts(response)) resolve({ response, time: looking.time() });
    };
    const { pictures, buttons } = drawPair(page, { pair, looking, answer });
    answerByKeys(page, answer);
    looking.begin(pictures, buttons);
  });
}

type Answer = (response: RatingRow['response']) => void;

function drawPair(
  page: StudyPage,
  {
    pair,
    looking,
    answer,
  }: { readonly pair: ShownPair; readonly looking: Looking; readonly answer: Answer },
): { pictures: readonly HTMLImageElement[]; buttons: readonly HTMLButtonElement[] } {
  const { say } = page;
  const { title, construct, content } = pair;
  const pictures = [
    picture(page, 'photograph', `content/${content}`),
    picture(page, 'leftPicture', imageOf(pair.left, content)),
    picture(page, 'rightPicture', imageOf(pair.right, content)),
  ] as const;
  const buttons = answerButtons(page, answer);
  const side = (image: HTMLImageElement, system: string, response: 'L' | 'R') => {
    const caption = element('figcaption', {}, captionOf(page, pair, system));
    return element('figure', { onclick: () => answer(response) }, image, caption);
  };
  const how = construct === 'fidelity' ? ` · ${say('fidelityEach')}` : '';
  const sides = [side(pictures[1], pair.left, 'L'), side(pictures[2], pair.right, 'R')];
  page.show(
    say(construct as 'liking'),
    element('progress', { max: '1', value: `${pair.done}`, 'aria-label': title }),
    element('p', { class: 'hint', id: 'where' }, title, how),
    element('div', { class: 'content' }, pictures[0]),
    element('div', { class: 'pair' }, ...sides),
    element('div', { class: 'answers' }, ...buttons),
    looking.status,
    element('p', { class: 'hint' }, say('keys')),
    looking.skip(() => answer('')),
  );
  return { pictures, buttons };
}

function answerButtons({ say }: StudyPage, answer: Answer): HTMLButtonElement[] {
  const answers = { L: 'left', N: 'none', R: 'right' } as const;
  return (['L', 'N', 'R'] as const).map((response) =>
    button(say(answers[response]), () => answer(response), {
      'aria-disabled': 'true',
      'data-answer': response,
    }),
  );
}

function answerByKeys(page: StudyPage, answer: Answer): void {
  const keys: Record<string, RatingRow['response']> = { ArrowLeft: 'L', ArrowRight: 'R', 0: 'N' };
  page.onKey((event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target instanceof HTMLSelectElement) return;
    const response = keys[event.key];
    if (response === undefined) return;
    event.preventDefault();
    answer(response);
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
