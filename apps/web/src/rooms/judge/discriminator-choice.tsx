import { useId } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { DropZone } from '../../parts/drop-zone.js';
import { addressOf } from '../../shell/router.js';
import { setUpTwoGans } from '../train/set-up-state.js';
import { course, problem } from '../train/train-state.js';
import { kept, source, takeFiles, takeKept } from './judge-state.js';

/** Which discriminator judges: one that the browser keeps, or files. */
export function DiscriminatorChoice() {
  const words = messages.value.judge.discriminator;
  const chosen = source.value;
  return (
    <section class="card" aria-labelledby="discriminator-title">
      <h2 id="discriminator-title">{words.title}</h2>
      {kept.value.length > 0 ? <KeptChoice /> : <HowToGetOne />}
      <details class="more" open={chosen !== undefined && 'files' in chosen}>
        <summary>{words.files}</summary>
        <DropZone button={words.choose} accept="" multiple onFiles={takeFiles}>
          <p class="small">{words.drop}</p>
          {chosen && 'files' in chosen && (
            <p role="status">{words.chosen(chosen.files.map(({ name }) => name).join(', '))}</p>
          )}
        </DropZone>
      </details>
    </section>
  );
}

/** Without a discriminator this room can do nothing: how the visitor comes by one. */
function HowToGetOne() {
  const words = messages.value.judge.discriminator;
  const isTraining = course.value !== undefined;
  const setUp = () => {
    if (!isTraining) setUpTwoGans().catch(say);
  };
  return (
    <>
      <p>{words.none}</p>
      <ol class="how-to small">
        <li>
          <a href={addressOf('train')} onClick={setUp}>
            {isTraining ? words.toTraining : words.setUp}
          </a>
        </li>
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="quiet small">{words.noneShips}</p>
    </>
  );
}

const say = (error: unknown) => {
  problem.value = error;
};

function KeptChoice() {
  const words = messages.value.judge.discriminator;
  const id = useId();
  const chosen = source.value && 'kept' in source.value ? source.value.kept : '';
  const about = kept.value.find(({ name }) => name === chosen)?.about;
  return (
    <div class="field">
      <label for={id}>{words.kept}</label>
      <select
        id={id}
        value={chosen}
        onChange={({ currentTarget }) => {
          const judge = kept.value.find(({ name }) => name === currentTarget.value);
          if (judge) takeKept(judge);
        }}
      >
        {chosen === '' && <option value="">–</option>}
        {kept.value.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      {about && (
        <p class="quiet small">{words.facts(about.architecture, about.trainedOn.join('; '))}</p>
      )}
    </div>
  );
}
