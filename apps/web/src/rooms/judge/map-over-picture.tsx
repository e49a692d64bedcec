import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { Slider } from '../../parts/slider.js';
import type { Verdict } from '../../worker/judge/judge-pictures.js';
import { facts, type JudgedPicture } from './judge-state.js';
import { extremesOf, mapColours, type Place } from './verdict-words.js';

/** A picture with the map of scores on it, as strong as the visitor wants. */
export function MapOverPicture({ picture: { url, name, verdict } }: { picture: JudgedPicture }) {
  const words = messages.value.judge.verdict;
  const opacity = useSignal(60);
  const map = verdict?.map;
  return (
    <>
      <div class="map-over">
        <img src={url} alt={name} />
        {map && <ScoreCanvas map={map} opacity={opacity.value / 100} />}
      </div>
      {map && (
        <>
          <Slider
            label={words.opacity}
            text={words.opacityText(opacity.value)}
            {...{ value: opacity.value, min: 0, max: 100, step: 5 }}
            onInput={(value) => {
              opacity.value = value;
            }}
          />
          <Legend />
        </>
      )}
    </>
  );
}

type ScoreMap = NonNullable<Verdict['map']>;

function ScoreCanvas({ map, opacity }: { map: ScoreMap; opacity: number }) {
  const words = messages.value.judge.verdict;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { width, height } = map;
    Object.assign(canvas.current!, { width, height });
    const pixels = new ImageData(mapColours(map), width, height);
    canvas.current!.getContext('2d')!.putImageData(pixels, 0, 0);
  }, [map]);
  const { best, worst } = extremesOf(map);
  const inWords = ({ row, column }: Place) => words.place(words.places[row], words.places[column]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={words.map(inWords(best), inWords(worst))}
      style={{ opacity }}
    />
  );
}

function Legend() {
  const words = messages.value.judge.verdict;
  const patch = facts.value?.patch;
  return (
    <div class="legend small">
      <div class="scale" aria-hidden="true" />
      <div class="ends">
        <span>{words.legend.low}</span>
        <span>{words.legend.middle}</span>
        <span>{words.legend.high}</span>
      </div>
      {patch !== undefined && <p class="quiet">{words.patch(patch)}</p>}
    </div>
  );
}
