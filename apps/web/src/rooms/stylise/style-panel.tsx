import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { loadSamples, type Sample } from '../../shipped/samples.js';
import { loadZoo, type ZooEntry } from '../../shipped/zoo.js';
import { ModelStyles } from './model-styles.js';
import { nameOfStyle } from './name-of-style.js';
import { paint } from './paint.js';
import { PaintSize } from './paint-size.js';
import { PictureStyles } from './picture-styles.js';
import { fault, picture, result, style, work } from './stylise-state.js';

/** The styles that can be chosen, and the button that paints. */
export function StylePanel() {
  const words = messages.value.stylise.style;
  const zoo = useSignal<ZooEntry[]>([]);
  const samples = useSignal<Sample[]>([]);
  useEffect(() => {
    const say = (error: unknown) => {
      fault.value = error;
    };
    loadZoo().then((entries) => {
      zoo.value = entries;
    }, say);
    loadSamples().then(({ styles }) => {
      samples.value = styles;
    }, say);
  }, [zoo, samples]);
  return (
    <section class="card style-panel" aria-label={words.heading}>
      <h2>{words.trained}</h2>
      <ModelStyles zoo={zoo.value} />
      {style.value?.kind === 'model' && <PaintSize />}
      <h2>{words.pictures}</h2>
      <PictureStyles samples={samples.value} />
      <PaintButton />
    </section>
  );
}

function PaintButton() {
  const words = messages.value.stylise;
  const missing = !picture.value ? words.choosePicture : !style.value ? words.chooseStyle : '';
  const busy = work.value.kind !== 'idle';
  return (
    <div class="paint">
      <button
        type="button"
        class="button main"
        // A button that is disabled loses the focus.
        aria-disabled={missing !== '' || busy}
        aria-describedby="paint-hint"
        onClick={() => void paint()}
      >
        {result.value ? words.paintAgain : words.paint}
      </button>
      <span id="paint-hint" class="quiet small">
        {missing || nameOfStyle(style.value!)}
      </span>
    </div>
  );
}
