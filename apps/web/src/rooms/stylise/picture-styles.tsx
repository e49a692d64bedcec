import { messages } from '../../messages/catalogue.js';
import { DropZone } from '../../parts/drop-zone.js';
import { Slider } from '../../parts/slider.js';
import type { Sample } from '../../shipped/samples.js';
import { chooseOwnPicture, chooseSampleStyle } from './choose-style.js';
import { SourceName } from './source-name.js';
import { settings, style } from './stylise-state.js';

/** Pictures that can be painted after: samples, and the visitor's own. */
export function PictureStyles({ samples }: { samples: readonly Sample[] }) {
  const words = messages.value.stylise.style;
  const now = style.value;
  const own = now?.kind === 'picture' && now.key.startsWith('own-') ? now : undefined;
  return (
    <>
      <ul class="thumbs">
        {samples.map((sample) => (
          <li key={sample.path}>
            <button
              type="button"
              class="thumb"
              aria-pressed={now?.key === sample.path}
              onClick={() => void chooseSampleStyle(sample)}
            >
              <img src={`./${sample.path}`} alt="" />
              {messages.value.samples.title(sample.title)}
            </button>
          </li>
        ))}
        {own && (
          <li>
            <button type="button" class="thumb" aria-pressed="true">
              <img src={own.url} alt="" />
              {own.name}
            </button>
          </li>
        )}
      </ul>
      <DropZone
        button={words.ownPicture}
        accept="image/*"
        onFiles={([file]) => void chooseOwnPicture(file!)}
      />
      {own && <SourceName />}
      {now?.kind === 'picture' && <Settings />}
    </>
  );
}

function Settings() {
  const words = messages.value.stylise.style;
  const { side, steps, styleWeight, styleScale } = settings.value;
  const set = (changed: Partial<typeof settings.value>) => {
    settings.value = { ...settings.value, ...changed };
  };
  return (
    <details class="more">
      <summary>{words.settings}</summary>
      <p class="quiet small">{words.slow}</p>
      <Slider
        label={words.side}
        value={side}
        min={128}
        max={1024}
        step={32}
        text={words.sideValue(side)}
        onInput={(value) => set({ side: value })}
      />
      <Slider
        label={words.steps}
        value={steps}
        min={10}
        max={400}
        step={10}
        text={`${steps}`}
        onInput={(value) => set({ steps: value })}
      />
      <Slider
        label={words.weight}
        value={styleWeight}
        min={5}
        max={120}
        step={5}
        text={`${styleWeight}`}
        onInput={(value) => set({ styleWeight: value })}
      />
      <Slider
        label={words.scale}
        value={styleScale}
        min={0.25}
        max={2}
        step={0.25}
        text={words.times(styleScale)}
        onInput={(value) => set({ styleScale: value })}
      />
    </details>
  );
}
