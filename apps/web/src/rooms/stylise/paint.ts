import { kindOf } from '../../rpc/fault.js';
import type { PaintLikeEvent } from '../../worker/stylise/paint-like.js';
import type { Painting, StyliseEvent } from '../../worker/stylise/stylise.js';
import { call, ensureBackend, restartWorker } from '../../worker-client.js';
import { forgetResult } from './forget-result.js';
import { drawPart, drawPreview, startPreview } from './preview.js';
import {
  type ChosenPicture,
  type ChosenStyle,
  fault,
  paintSide,
  picture,
  result,
  settings,
  split,
  style,
  work,
} from './stylise-state.js';

let abort: AbortController | undefined;

/** Ends the painting under way; one after a picture keeps what it has reached. */
export const stop = () => abort?.abort();

/** Paints the chosen picture in the chosen style; once more from the start if the GPU is lost. */
export async function paint(): Promise<void> {
  const [from, into] = [picture.value, style.value];
  if (!from || !into || work.value.kind !== 'idle') return;
  fault.value = undefined;
  forgetResult();
  split.value = 0;
  abort = new AbortController();
  try {
    await attempt(from, into).catch((error: unknown) => {
      if (kindOf(error) !== 'context-lost') throw error;
      restartWorker();
      work.value = { kind: 'again' };
      return attempt(from, into);
    });
  } catch (error) {
    if (kindOf(error) !== 'cancelled') fault.value = error;
  } finally {
    work.value = { kind: 'idle' };
  }
}

async function attempt(from: ChosenPicture, into: ChosenStyle): Promise<void> {
  if (work.value.kind === 'idle') work.value = { kind: 'starting' };
  const { device } = await ensureBackend();
  const painting = await (into.kind === 'model' ? byModel(from, into) : byPicture(from, into));
  result.value = { ...painting, picture: from, style: into, device };
}

function byModel(
  from: ChosenPicture,
  { model }: Extract<ChosenStyle, { kind: 'model' }>,
): Promise<Painting> {
  let started = performance.now();
  const onEvent = (event: StyliseEvent) => {
    if (event.kind === 'loading') work.value = { kind: 'loading', ...event.progress };
    else if (event.kind === 'size') {
      started = performance.now();
      work.value = { kind: 'painting' };
      startPreview(event.width, event.height);
    } else if (event.kind === 'share') {
      const { share } = event;
      work.value = { kind: 'painting', share, secondsLeft: secondsLeft(started, share) };
    } else drawPart(event.tile, event.left, event.top);
  };
  return call(
    'stylise',
    { picture: from.blob, model, side: paintSide.value },
    { signal: abort!.signal, onEvent },
  );
}

/** An estimate from what is done; none while that is too little. */
function secondsLeft(started: number, share: number): number | undefined {
  const elapsed = (performance.now() - started) / 1000;
  return elapsed > 5 && share > 0.03 ? (elapsed * (1 - share)) / share : undefined;
}

function byPicture(
  from: ChosenPicture,
  { blob }: Extract<ChosenStyle, { kind: 'picture' }>,
): Promise<Painting> {
  const onEvent = ({ preview, step, steps }: PaintLikeEvent) => {
    work.value = { kind: 'steps', step, steps };
    drawPreview(preview);
  };
  const request = { picture: from.blob, style: blob, ...settings.value };
  return call('paintLike', request, { signal: abort!.signal, onEvent });
}
