import { useSignal } from '@preact/signals';
import { language, messages } from '../../messages/catalogue.js';
import type { TrainingRecord } from '../../worker/train/training-store.js';
import { NetworkExports } from './network-exports.js';
import { clock, duration, whole } from './numbers.js';
import { SampleCanvas } from './sample-canvas.js';
import { discardTraining, kept, resumeTraining } from './train-state.js';

/** The trainings that the browser keeps: to go on with, to take along, or to discard. */
export function KeptTrainings() {
  const words = messages.value.train.kept;
  if (kept.value.length === 0) return null;
  return (
    <section class="card" aria-labelledby="kept-title">
      <h2 id="kept-title">{words.title}</h2>
      <ul class="kept">
        {kept.value.map((record) => (
          <KeptTraining key={record.id} record={record} />
        ))}
      </ul>
    </section>
  );
}

function KeptTraining({ record }: { record: TrainingRecord }) {
  const { kept: words, algorithms } = messages.value.train;
  const { name } = algorithms[record.settings.algorithm];
  const tongue = language.value;
  const started = clock(record.started, tongue);
  return (
    <li>
      {record.samples && <SampleCanvas samples={record.samples} label={words.lastPictures} />}
      <div>
        <p>
          <strong>{words.words(name, started, whole(record.step, tongue))}</strong>
        </p>
        <p class="quiet small">{words.seconds(duration(record.seconds, tongue))}</p>
        <Choices record={record} />
        {record.step > 0 && (
          <details class="more">
            <summary>{words.look}</summary>
            <NetworkExports
              id={record.id}
              algorithm={record.settings.algorithm}
              step={record.step}
            />
          </details>
        )}
      </div>
    </li>
  );
}

function Choices({ record }: { record: TrainingRecord }) {
  const words = messages.value.train.kept;
  const asking = useSignal(false);
  const ask = (wanted: boolean) => () => {
    asking.value = wanted;
  };
  if (asking.value) {
    return (
      <div class="buttons">
        <button type="button" class="button" onClick={() => discardTraining(record.id)}>
          {words.discardSure}
        </button>
        <button type="button" class="button" onClick={ask(false)}>
          {words.keep}
        </button>
      </div>
    );
  }
  return (
    <div class="buttons">
      <button type="button" class="button main" onClick={() => resumeTraining(record)}>
        {words.resume}
      </button>
      <button type="button" class="button" onClick={ask(true)}>
        {words.discard}
      </button>
    </div>
  );
}
