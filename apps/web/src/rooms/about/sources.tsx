import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { Attribution } from '../../parts/attribution.js';
import { loadSamples, type Sample, type Samples } from '../../shipped/samples.js';
import { loadZoo, type ZooEntry } from '../../shipped/zoo.js';
import { ModelSource } from './model-source.js';

/** Whose the pictures and models of the studio are, and under which licences. */
export function Sources() {
  const words = messages.value.about.sources;
  const samples = useSignal<Pick<Samples, 'photos' | 'styles'>>({ photos: [], styles: [] });
  const zoo = useSignal<ZooEntry[]>([]);
  useEffect(() => {
    // Without a network these lists may be missing; the room stands without them.
    loadSamples().then(
      (list) => {
        samples.value = list;
      },
      () => undefined,
    );
    loadZoo().then(
      (list) => {
        zoo.value = list;
      },
      () => undefined,
    );
  }, [samples, zoo]);
  return (
    <section class="card sources">
      <h2>{words.heading}</h2>
      <p class="quiet">{words.labels}</p>
      <h3>{words.models}</h3>
      {zoo.value.length === 0 && <p>{words.noModels}</p>}
      <ul>
        {zoo.value.map((entry) => (
          <ModelSource key={entry.name} entry={entry} />
        ))}
      </ul>
      <h3>{words.styles}</h3>
      <ul>{samples.value.styles.map(sampleItem)}</ul>
      <h3>{words.photos}</h3>
      <ul>{samples.value.photos.map(sampleItem)}</ul>
      <p class="small">
        <a href="./samples/GPL-3.0.txt">{words.gpl}</a>
      </p>
    </section>
  );
}

const sampleItem = (sample: Sample) => (
  <li key={sample.path}>
    <strong>{messages.value.samples.title(sample.title)}</strong>{' '}
    <span class="quiet">
      <Attribution text={sample.attribution} />
    </span>
  </li>
);
