import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { DropZone } from '../../parts/drop-zone.js';
import { readable } from '../../parts/readable.js';
import { pageFolder } from '../../shipped/fetch-json.js';
import { loadSamples, type Sample } from '../../shipped/samples.js';
import {
  addPictures,
  original,
  pictureOf,
  pictures,
  problem,
  removePicture,
  style,
  takeBeside,
} from './judge-state.js';

/** The pictures to be judged, and what they are compared with. */
export function PictureChoice() {
  const words = messages.value.judge.pictures;
  return (
    <section class="card" aria-labelledby="pictures-title">
      <h2 id="pictures-title">{words.title}</h2>
      <DropZone
        button={words.choose}
        accept="image/*"
        multiple
        onFiles={(files) => addPictures(files.map((file) => pictureOf(file, file.name)))}
      >
        <p class="small">{words.drop}</p>
      </DropZone>
      {pictures.value.length > 0 && <Chosen />}
      <SampleChoice />
      <details class="more">
        <summary>{words.compare}</summary>
        <p class="quiet small">{words.compareAbout}</p>
        <div class="beside">
          <Beside which={original} label={words.original} />
          <Beside which={style} label={words.style} />
        </div>
      </details>
    </section>
  );
}

function Chosen() {
  const words = messages.value.judge.pictures;
  return (
    <ul class="chosen">
      {pictures.value.map(({ name, url }, index) => (
        <li key={url}>
          <img src={url} alt={name} />
          <button
            type="button"
            class="button"
            aria-label={words.remove(name)}
            title={words.remove(name)}
            onClick={() => removePicture(index)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

function SampleChoice() {
  const words = messages.value.judge.pictures;
  const samples = useSignal<readonly Sample[]>([]);
  useEffect(() => {
    loadSamples()
      .then(({ photos, styles }) => {
        samples.value = [...photos, ...styles];
      })
      .catch(() => undefined); // without samples there are still the visitor's own pictures
  }, []);
  if (samples.value.length === 0) return null;
  return (
    <>
      <p class="small">{words.samples}</p>
      <div class="thumbs">
        {samples.value.map((sample) => (
          <button
            key={sample.path}
            type="button"
            class="thumb"
            aria-label={messages.value.samples.title(sample.title)}
            title={readable(messages.value.samples.attribution(sample.attribution))}
            onClick={() => void take(sample)}
          >
            <img src={sample.path} alt="" loading="lazy" />
          </button>
        ))}
      </div>
    </>
  );
}

async function take({ path, title }: Sample): Promise<void> {
  try {
    const response = await fetch(new URL(path, pageFolder()));
    if (!response.ok) throw new Error(`take: got status ${response.status} of ${path}.`);
    addPictures([pictureOf(await response.blob(), messages.value.samples.title(title))]);
  } catch (error) {
    problem.value = error;
  }
}

function Beside({ which, label }: { which: typeof original; label: string }) {
  const words = messages.value.judge.pictures;
  const chosen = which.value;
  return (
    <figure>
      <figcaption>{label}</figcaption>
      {chosen ? (
        <>
          <img src={chosen.url} alt={chosen.name} />
          <button type="button" class="button" onClick={() => takeBeside(which, undefined)}>
            {words.clear}
          </button>
        </>
      ) : (
        <DropZone
          button={words.chooseOne}
          accept="image/*"
          onFiles={([file]) => takeBeside(which, file)}
        />
      )}
    </figure>
  );
}
