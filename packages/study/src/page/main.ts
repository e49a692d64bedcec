import { showBackground } from './background.js';
import { showConsent } from './consent.js';
import { showDebrief, withdrawButton } from './debrief.js';
import { element } from './element.js';
import { showErased } from './erased.js';
import type { PageData } from './page-data.js';
import { showRecognition } from './recognition.js';
import { showScreenCheck } from './screen-check.js';
import { newState, type Step } from './state.js';
import { openStore } from './store.js';
import { type StudyPage, studyPage } from './study-page.js';
import { firstLanguage } from './texts.js';
import { showPractice, showTrial } from './trials.js';

const views: Readonly<Record<Exclude<Step, 'erased'>, (page: StudyPage) => unknown>> = {
  consent: showConsent,
  background: showBackground,
  screen: showScreenCheck,
  practice: showPractice,
  recognition: showRecognition,
  trials: showTrial,
  debrief: showDebrief,
};

function draw(page: StudyPage): void {
  void views[page.state.step as 'consent'](page);
  const footer = document.querySelector('footer')!;
  footer.replaceChildren(...(page.state.step === 'consent' ? [] : [withdrawButton(page)]));
}

async function start(): Promise<void> {
  const data: PageData = JSON.parse(document.querySelector('#study')!.textContent!);
  const store = await openStore(data.sha);
  const kept = await store.load();
  const languages = Object.keys(data.languages);
  const state = kept ?? newState(data.sha, '');
  // The site may have been built again without the language of a participant.
  if (!languages.includes(state.lang)) state.lang = firstLanguage(languages, navigator.languages);
  const page = studyPage({ data, state, store }, draw);
  page.redraw();
  // On the page of consent nothing is kept yet: whoever reads it is somebody new.
  store.onErased(() => state.saves > 0 && showErased(page));
  if (kept && kept.step !== 'consent') {
    const note = element('p', { class: 'status', role: 'status' }, page.say('resumed'));
    document.querySelector('main')!.append(note);
  }
}

void start();
