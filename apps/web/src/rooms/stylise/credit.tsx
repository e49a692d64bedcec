import type { ComponentChildren } from 'preact';
import { messages } from '../../messages/catalogue.js';
import { Attribution } from '../../parts/attribution.js';
import { CultureLabels } from '../../parts/culture-labels.js';
import type { Result } from './stylise-state.js';

/** Names the style's source and culture, and the picture's maker: beside every painting. */
export function Credit({ result }: { result: Result }) {
  const words = messages.value.stylise.credit;
  const { cultures, from, licences } = result.style.provenance;
  const isModel = result.style.kind === 'model';
  return (
    <dl class="credit" data-part="credit">
      <Row name={words.style}>{result.style.name}</Row>
      <Row name={words.cultures}>
        {cultures.length === 0 ? words.notStated : <CultureLabels cultures={cultures} />}
      </Row>
      {from.length > 0 && <Row name={isModel ? words.learned : words.work}>{from.join('; ')}</Row>}
      {licences.length > 0 && <Row name={words.licences}>{licences.join(', ')}</Row>}
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
