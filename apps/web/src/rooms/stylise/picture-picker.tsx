import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { DropZone } from '../../parts/drop-zone.js';
import { loadSamples, type Sample } from '../../shipped/samples.js';
import { CameraButton } from './camera.js';
import { choosePicture, chooseSample } from './choose-picture.js';
import { fault } from './stylise-state.js';

/** Where the picture comes from: a file, the camera, the clipboard, or one of the samples. */
export function PicturePicker() {
  const words = messages.value.stylise.picture;
  const samples = useSignal<Sample[]>([]);
  useEffect(() => {
    loadSamples()
      .then(({ photos }) => {
        samples.value = photos;
      })
      .catch((error: unknown) => {
        fault.value = error;
      });
  }, [samples]);
  const take = ([file]: File[]) => void choosePicture(file!, { name: file!.name });
  return (
    <section aria-label={words.heading}>
      <DropZone button={words.open} accept="image/*" onFiles={take} beside={<CameraButton />}>
        <p>{words.drop}</p>
      </DropZone>
      <h2 class="samples-heading">{words.samples}</h2>
      <ul class="thumbs photos">
        {samples.value.map((sample) => (
          <li key={sample.path}>
            <button type="button" class="thumb" onClick={() => void chooseSample(sample)}>
              <img src={`./${sample.path}`} alt="" />
              {messages.value.samples.title(sample.title)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
