import { messages } from '../../messages/catalogue.js';
import { Attribution } from '../../parts/attribution.js';
import { DropZone } from '../../parts/drop-zone.js';
import { Progress } from '../../parts/progress.js';
import { readable } from '../../parts/readable.js';
import { PictureThumb } from './picture-thumb.js';
import {
  addPictures,
  addSamples,
  clearPictures,
  FEW,
  FEWEST,
  type PictureSet,
  pictureSets,
  type SetName,
} from './set-up-state.js';
import { problem } from './train-state.js';

const MOST_SHOWN = 60;

/** One set of pictures: where they are dropped, how many there are, and what was left out. */
export function PictureSetView({ name }: { name: SetName }) {
  const words = messages.value.train.data;
  const set = pictureSets.value[name];
  const caught = (work: Promise<void>) =>
    work.catch((error: unknown) => {
      problem.value = error;
    });
  const title = `${name}-title`;
  return (
    <section class="card picture-set" aria-labelledby={title}>
      <h2 id={title}>{words[name]}</h2>
      <DropZone
        button={words.choose}
        accept="image/*"
        multiple
        onFiles={(files) => void caught(addPictures(name, files))}
      >
        <p>{words.drop}</p>
        <p class="quiet small">{words[`${name}Hint`]}</p>
      </DropZone>
      <Counts set={set} />
      <Thumbs set={set} />
      <Refused set={set} />
      <Credits set={set} />
      <div class="buttons">
        {set.credits.length === 0 && (
          <button type="button" class="button" onClick={() => void caught(addSamples(name))}>
            {words.samples}
          </button>
        )}
        {set.pictures.length > 0 && (
          <button type="button" class="button" onClick={() => clearPictures(name)}>
            {words.clear}
          </button>
        )}
      </div>
    </section>
  );
}

function Counts({ set: { pictures, reading } }: { set: PictureSet }) {
  const words = messages.value.train.data;
  if (reading) {
    const { done, all } = reading;
    return <Progress text={words.reading(done, all)} value={done / all} />;
  }
  const { length } = pictures;
  if (length === 0) return null;
  const caution = length < FEWEST ? words.tooFew(FEWEST) : length < FEW ? words.few : '';
  return (
    <p role="status">
      <strong>{words.count(length)}</strong> {caution}
    </p>
  );
}

function Thumbs({ set: { pictures } }: { set: PictureSet }) {
  if (pictures.length === 0) return null;
  return (
    <ul class="picture-thumbs">
      {pictures.slice(0, MOST_SHOWN).map((picture, index) => (
        <li key={`${index} ${picture.name}`}>
          <PictureThumb picture={picture} />
        </li>
      ))}
    </ul>
  );
}

function Refused({ set: { refused } }: { set: PictureSet }) {
  const words = messages.value.train.data;
  const { what, wayOn } = messages.value.faults.kinds['not-an-image'];
  if (refused.length === 0) return null;
  return (
    <div class="notice" role="alert">
      <p>
        <strong>{words.refused(refused.length)}</strong> {what} {wayOn}
      </p>
      <ul class="small">
        {refused.map(({ name, reason }) => (
          <li key={name} title={reason}>
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Credits({ set: { credits } }: { set: PictureSet }) {
  if (credits.length === 0) return null;
  return (
    <details class="more small">
      <summary>{messages.value.train.data.samplesCredit}</summary>
      <ul>
        {credits.map(({ path, attribution, licence }) => (
          <li key={path}>
            <Attribution text={attribution} /> ({readable(licence)})
          </li>
        ))}
      </ul>
    </details>
  );
}
