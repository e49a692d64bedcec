import { language, messages } from '../../messages/catalogue.js';
import { CultureLabels, CultureNames } from '../../parts/culture-labels.js';
import { readable } from '../../parts/readable.js';
import { licencesOf, provenanceOf } from '../../shipped/provenance.js';
import type { ZooEntry } from '../../shipped/zoo.js';
import { zooWords } from '../../shipped/zoo-words.js';

/** A model in short lines; what they rest on can be opened. */
export function ModelSource({ entry }: { entry: ZooEntry }) {
  const words = messages.value.about.sources;
  const { name, title, after } = zooWords(entry, language.value);
  const { cultures } = provenanceOf(entry.card);
  const licences = licencesOf(entry.card.trainedOn);
  return (
    <li class="model-source">
      <strong>{name}</strong> <span class="quiet">{title}</span>
      <span>{words.after(after)}</span>
      {cultures.length > 0 && (
        <span>
          {words.cultures}
          <CultureNames labels={cultures.map(({ label }) => label)} />
        </span>
      )}
      <details class="more small">
        <summary>{words.more}</summary>
        {cultures.length > 0 && (
          <p>
            {words.cultures}
            <CultureLabels cultures={cultures} />
          </p>
        )}
        <p>{words.licences(licences.map(readable).join(messages.value.shell.comma))}</p>
      </details>
    </li>
  );
}
