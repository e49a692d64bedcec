import { language, messages } from '../../messages/catalogue.js';
import { CultureNames } from '../../parts/culture-labels.js';
import { DropZone } from '../../parts/drop-zone.js';
import { provenanceOf } from '../../shipped/provenance.js';
import type { ZooEntry } from '../../shipped/zoo.js';
import { zooWords } from '../../shipped/zoo-words.js';
import { chooseOwnModel, chooseZoo } from './choose-style.js';
import { SourceName } from './source-name.js';
import { style } from './stylise-state.js';

/** The models of the zoo, and a place for the visitor's own. */
export function ModelStyles({ zoo }: { zoo: readonly ZooEntry[] }) {
  const words = messages.value.stylise.style;
  const own = style.value?.kind === 'model' && style.value.model.kind === 'files';
  return (
    <>
      {zoo.length === 0 && <p class="quiet">{words.noZoo}</p>}
      <ul class="thumbs">
        {zoo.map((entry) => (
          <li key={entry.name}>
            <ZooThumb entry={entry} />
          </li>
        ))}
      </ul>
      <details class="more" open={own}>
        <summary>{words.ownModel}</summary>
        <DropZone
          button={words.openModel}
          accept=""
          multiple
          onFiles={(files) => void chooseOwnModel(files)}
        >
          <p class="quiet small">{words.ownModelHint}</p>
        </DropZone>
        {own && <SourceName />}
      </details>
    </>
  );
}

function ZooThumb({ entry }: { entry: ZooEntry }) {
  const labels = provenanceOf(entry.card).cultures.map(({ label }) => label);
  const { name } = zooWords(entry, language.value);
  return (
    <button
      type="button"
      class="thumb"
      aria-pressed={style.value?.key === `zoo:${entry.name}`}
      onClick={() => chooseZoo(entry)}
    >
      {entry.picture ? (
        <img src={`./${entry.picture}`} alt="" />
      ) : (
        <span class="blank" aria-hidden="true">
          {[...name][0]}
        </span>
      )}
      {name}
      {labels.length > 0 && (
        <span class="quiet small thumb-note">
          <CultureNames labels={labels} />
        </span>
      )}
    </button>
  );
}
