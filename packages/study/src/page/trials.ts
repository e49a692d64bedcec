import type { StudySession } from '@ikat/culture';
import { blockNumbers, ratingRow } from '../rating-row.js';
import { declaredGroups } from '../session.js';
import { begin } from './begin.js';
import { rowHead } from './row-head.js';
import { showPair } from './show-pair.js';
import { randomPlace } from './state.js';
import { stepAfter } from './steps.js';
import type { StudyPage } from './study-page.js';

/** Three trials that are not recorded. */
export async function showPractice(page: StudyPage): Promise<void> {
  const { data, state, say } = page;
  const { practice, constructs } = data.study;
  if (state.practised === 0) {
    await begin(page, say('practiceTitle'), say('practiceText'));
    await page.go({ practised: 1 });
    return;
  }
  const trial = practice[state.practised - 1];
  if (!trial) {
    await page.go({ step: stepAfter(data.study, 'practice'), session: drawSession(page) });
    return;
  }
  await showPair(page, {
    ...trial,
    construct: constructs[0]!,
    title: say('practiceTrial', { trial: state.practised, trials: practice.length }),
    done: (state.practised - 1) / practice.length,
  });
  await page.go({ practised: state.practised + 1 });
}

// The list in the address if there is one; else by lot among those made for the participant's groups.
function drawSession({ data, state }: StudyPage): string {
  const { sessions, groups } = data.study;
  const asked = new URLSearchParams(location.search).get('session');
  if (asked !== null && sessions.some(({ id }) => id === asked)) return asked;
  const own = declaredGroups(groups, state.background);
  const fitting = sessions.filter(({ group }) => own.includes(group));
  const from: readonly StudySession[] = fitting.length > 0 ? fitting : sessions;
  return from[randomPlace(from.length)]!.id;
}

/** The trial that comes next, or the page before its block. */
export async function showTrial(page: StudyPage): Promise<void> {
  const { data, state, say } = page;
  const { study } = data;
  const { trials } = study.sessions.find(({ id }) => id === state.session)!;
  const number = state.ratings.length;
  const trial = trials[number];
  if (!trial) {
    await page.go({ step: stepAfter(study, 'trials') });
    return;
  }
  const blocks = blockNumbers(trials);
  const block = blocks[number]!;
  if (state.blockBegun < block) {
    const title = say('blockTitle', { block, blocks: blocks.at(-1)! });
    await begin(page, title, say(trial.construct as 'liking'));
    await page.go({ blockBegun: block });
    return;
  }
  const title = say('trial', { trial: number + 1, trials: trials.length });
  const { response, time } = await showPair(page, {
    ...trial,
    title,
    done: number / trials.length,
  });
  const head = rowHead(page);
  const row = ratingRow(study, head, { trial, number: number + 1, block, response, time });
  await page.go({ ratings: [...state.ratings, row] });
}
