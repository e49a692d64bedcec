import { messages } from '../../messages/catalogue.js';
import { DropZone } from '../../parts/drop-zone.js';
import { provenanceOf, titleOf } from '../../shipped/provenance.js';
import type { ZooEntry } from '../../shipped/zoo.js';
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
  const [culture] = provenanceOf(entry.card).cultures;
  const title = titleOf(entry.name);
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
          {title[0]}
        </span>
      )}
      {title}
      {culture && <span class="quiet small thumb-note">{culture.label}</span>}
    </button>
  );
}
