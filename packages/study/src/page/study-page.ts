import { button, element } from './element.js';
import { showErased } from './erased.js';
import type { PageData } from './page-data.js';
import type { State } from './state.js';
import type { Store } from './store.js';
import { inLanguage, type Say, textsOf } from './texts.js';

/** What every view of the page needs. */
export interface StudyPage {
  readonly data: PageData;
  readonly state: State;
  readonly store: Store;
  readonly say: Say;
  /** A text of the study in the chosen language. */
  text(texts: Readonly<Record<string, string>>): string;
  /** Shows a view under a heading, which gets the focus. */
  show(title: string, ...children: (Node | string | undefined | false)[]): void;
  /** Keeps the state and shows what comes next. */
  go(change: Partial<State>): Promise<void>;
  /** Listens for keys until the next view. */
  onKey(listener: (event: KeyboardEvent) => void): void;
  /** Notes whether the browser failed to keep an answer, which is said from then on; true where that is new. */
  lose(failed: boolean): boolean;
  /** Starts again in another language. */
  redraw(): void;
}

/** The page around the views. */
export function studyPage(
  given: Pick<StudyPage, 'data' | 'state' | 'store'>,
  draw: (page: StudyPage) => void,
): StudyPage {
  const main = document.querySelector('main')!;
  let keys = new AbortController();
  let lost = false;
  const page: StudyPage = {
    ...given,
    get say() {
      return textsOf(given.data.languages, given.state.lang);
    },
    text: (texts) => inLanguage(texts, given.state.lang),
    show(title, ...children) {
      keys.abort();
      keys = new AbortController();
      const heading = element('h1', { tabindex: '-1' }, title);
      main.replaceChildren(
        heading,
        ...(lost ? [notSaved(page)] : []),
        ...children.filter((child) => child !== undefined && child !== false),
      );
      document.title = title;
      // A screen reader that hears the question hears which pair it is about, too.
      if (main.querySelector('#where')) heading.setAttribute('aria-describedby', 'where');
      heading.focus({ preventScroll: true });
      scrollTo(0, 0);
    },
    async go(change) {
      Object.assign(given.state, change);
      if (await keep(page, () => draw(page))) draw(page);
    },
    lose(failed) {
      const news = failed && !lost;
      lost = failed;
      return news;
    },
    onKey(listener) {
      addEventListener('keydown', listener, { signal: keys.signal });
    },
    redraw() {
      drawHeader(page);
      draw(page);
    },
  };
  return page;
}

/** Keeps the state; false where another tab went on, which this one follows, or withdrew. */
async function keep(page: StudyPage, proceed: () => void): Promise<boolean> {
  const outcome = await page.store.save(page.state);
  if (outcome === 'behind') location.reload();
  if (outcome === 'withdrawn') showErased(page);
  if (page.lose(outcome === 'failed')) {
    askToGoOn(page, proceed);
    return false;
  }
  return outcome === 'saved' || outcome === 'failed';
}

const notSaved = ({ say }: StudyPage) =>
  element('p', { class: 'problem', role: 'alert' }, say('notSaved'));

// What was answered stays on the screen, and in memory for the file at the end.
function askToGoOn(page: StudyPage, proceed: () => void): void {
  const next = button(page.say('next'), proceed, { class: 'main', id: 'go-on' });
  const actions = element('div', { class: 'actions' }, next);
  document.querySelector('main')!.append(notSaved(page), actions);
  next.focus();
}

function drawHeader(page: StudyPage): void {
  const { data, state, say } = page;
  document.documentElement.lang = state.lang;
  document.documentElement.dir = data.languages[state.lang]!.direction;
  const options = Object.entries(data.languages).map(([code, { language }]) =>
    element('option', { value: code, lang: code, selected: code === state.lang }, language),
  );
  const select = element('select', { id: 'language' }, ...options);
  select.addEventListener('change', async () => {
    state.lang = select.value;
    if (await keep(page, () => page.redraw())) page.redraw();
  });
  const label = element('label', { for: 'language' }, say('chooseLanguage'));
  document.querySelector('header')!.replaceChildren(label, select);
}
