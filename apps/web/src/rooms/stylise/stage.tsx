import { useEffect, useRef } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { bringIntoView } from '../../parts/bring-into-view.js';
import { Progress } from '../../parts/progress.js';
import { backend } from '../../worker-client.js';
import { CameraButton } from './camera.js';
import { Comparison } from './comparison.js';
import { forgetResult } from './forget-result.js';
import { nameOfPicture } from './name-of-picture.js';
import { stop } from './paint.js';
import { ResultTools } from './result-tools.js';
import { type ChosenPicture, picture, result, type Work, work } from './stylise-state.js';

/** The picture, what is painted over it, and what can be done with the result. */
export function Stage({ picture: shown }: { picture: ChosenPicture }) {
  const words = messages.value.stylise;
  const change = () => {
    forgetResult();
    picture.value = undefined;
  };
  const busy = work.value.kind !== 'idle';
  const canvas = useRef<HTMLDivElement>(null);
  // On a telephone the button that paints is far below the picture.
  useEffect(() => {
    if (busy) bringIntoView(canvas.current!);
  }, [busy]);
  return (
    <section class="easel" aria-label={words.picture.heading}>
      <div ref={canvas} class="canvas">
        <Comparison picture={shown} />
        {busy && <Working />}
      </div>
      {result.value && <ResultTools result={result.value} />}
      <div class="picture-bar">
        <span class="picture-name">
          {nameOfPicture(shown)}{' '}
          <span class="quiet">{words.picture.size(shown.width, shown.height)}</span>
        </span>
        <span class="buttons">
          <button type="button" class="button" onClick={change} disabled={busy}>
            {words.picture.change}
          </button>
          {!busy && <CameraButton />}
        </span>
      </div>
    </section>
  );
}

function Working() {
  const words = messages.value.stylise;
  const now = work.value;
  return (
    <div class="working">
      <Progress text={textOf(now)} value={shareOf(now)} />
      <button type="button" class="button" onClick={stop}>
        {now.kind === 'steps' ? words.keepThis : words.stop}
      </button>
    </div>
  );
}

function textOf(now: Work): string {
  const words = messages.value.stylise.work;
  if (now.kind === 'loading') return words.loading(now.loaded, now.total);
  if (now.kind === 'painting') {
    // Until the first tile is done there is no share; a graphics processor is made ready meanwhile.
    if (now.share === undefined && isGraphics()) return words.first;
    return words.painting(now.share, now.secondsLeft);
  }
  if (now.kind === 'steps') return words.steps(now.step, now.steps);
  return now.kind === 'idle' ? '' : words[now.kind];
}

function isGraphics(): boolean {
  const now = backend.value;
  return now.kind === 'running' && now.choice.name.startsWith('webg');
}

function shareOf(now: Work): number | undefined {
  if (now.kind === 'loading') return now.total && now.loaded / now.total;
  if (now.kind === 'painting') return now.share;
  return now.kind === 'steps' ? now.step / now.steps : undefined;
}
