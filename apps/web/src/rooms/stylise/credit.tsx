import type { ComponentChildren } from 'preact';
import { language, messages } from '../../messages/catalogue.js';
import { Attribution } from '../../parts/attribution.js';
import { CultureLabels } from '../../parts/culture-labels.js';
import { readable } from '../../parts/readable.js';
import { zooWords } from '../../shipped/zoo-words.js';
import { nameOfStyle } from './name-of-style.js';
import type { Result } from './stylise-state.js';

/** Names the style's source and culture, and the picture's maker: beside every painting. */
export function Credit({ result }: { result: Result }) {
  const words = messages.value.stylise.credit;
  const { zoo, kind, provenance } = result.style;
  const { cultures, licences, licenceOf } = provenance;
  const from = zoo
    ? zooWords(zoo, language.value).after
    : provenance.from.map(messages.value.samples.attribution).join('; ');
  return (
    <dl class="credit" data-part="credit">
      <Row name={words.style}>{nameOfStyle(result.style)}</Row>
      <Row name={words.cultures}>
        {cultures.length === 0 ? words.notStated : <CultureLabels cultures={cultures} />}
      </Row>
      {from && <Row name={kind === 'model' ? words.learned : words.work}>{readable(from)}</Row>}
      {licences.length > 0 && (
        <Row name={words.licences[licenceOf]}>
          {licences.map(readable).join(messages.value.shell.comma)}
        </Row>
      )}
      {result.picture.attribution && (
        <Row name={words.picture}>
          <Attribution text={result.picture.attribution} />
        </Row>
      )}
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
