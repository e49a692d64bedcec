import { useEffect, useRef } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { nameOfStyle } from './name-of-style.js';
import { drawResult, previewCanvas } from './preview.js';
import { type ChosenPicture, keepColours, result, split, strength, work } from './stylise-state.js';

/** The original with the painting over it, divided by a line that can be moved. */
export function Comparison({ picture }: { picture: ChosenPicture }) {
  const words = messages.value.stylise.result;
  const done = result.value;
  const busy = work.value.kind !== 'idle';
  const shows = done !== undefined || isPainting();
  return (
    <figure
      class={`comparison ${busy ? 'busy' : ''}`}
      style={{ '--wide': picture.width, '--high': picture.height }}
    >
      <img src={picture.url} alt={words.original} />
      {shows && <Painting />}
      {done && <Divider />}
    </figure>
  );
}

const isPainting = () => ['painting', 'steps'].includes(work.value.kind);

function Painting() {
  const words = messages.value.stylise.result;
  const place = useRef<HTMLDivElement>(null);
  const done = result.value;
  useEffect(() => {
    place.current?.append(previewCanvas);
  }, []);
  useEffect(() => {
    if (done) drawResult(done.bitmap);
  }, [done]);
  return (
    <div
      ref={place}
      class="painting"
      role="img"
      aria-label={words.label(done ? nameOfStyle(done.style) : '')}
      style={{
        clipPath: `inset(0 0 0 ${100 * split.value}%)`,
        opacity: done ? strength.value : 1,
        mixBlendMode: done && keepColours.value ? 'luminosity' : 'normal',
      }}
    />
  );
}

/** Where the line is, so far from both edges that what it carries stays in the picture. */
const within = (inset: string) => `clamp(${inset}, ${100 * split.value}%, calc(100% - ${inset}))`;

function Divider() {
  const words = messages.value.stylise.result;
  const percent = Math.round(100 * split.value);
  return (
    <>
      <div class="divider" aria-hidden="true" style={{ left: within('1px') }} />
      <span class="knob" aria-hidden="true" style={{ left: within('1.25rem') }} />
      <input
        class="compare"
        type="range"
        min={0}
        max={100}
        value={percent}
        aria-label={words.compare}
        aria-valuetext={words.compareValue(percent)}
        onInput={(event) => {
          split.value = Number(event.currentTarget.value) / 100;
        }}
      />
      {percent > 12 && <span class="side before">{words.before}</span>}
      {percent < 88 && <span class="side after">{words.after}</span>}
    </>
  );
}
