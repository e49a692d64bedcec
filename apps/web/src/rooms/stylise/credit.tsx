import { messages } from '../../messages/catalogue.js';
import type { CultureLabel } from '../../shipped/provenance.js';
import type { Result } from './stylise-state.js';

/** Names the style's source and culture, and the picture's maker: beside every painting. */
export function Credit({ result }: { result: Result }) {
  const words = messages.value.stylise.credit;
  const { cultures, from, licences } = result.style.provenance;
  const isModel = result.style.kind === 'model';
  return (
    <dl class="credit" data-part="credit">
      <Row name={words.style} text={result.style.name} />
      <div>
        <dt>{words.cultures}</dt>
        <dd>
          {cultures.length === 0 && words.notStated}
          {byBasis(cultures).map(([basis, labels]) => (
            <span key={basis}>
              {labels.join(', ')} {basis && <span class="quiet small">({words.basis(basis)})</span>}
            </span>
          ))}
        </dd>
      </div>
      {from.length > 0 && (
        <Row name={isModel ? words.learned : words.work} text={from.join('; ')} />
      )}
      {licences.length > 0 && <Row name={words.licences} text={licences.join(', ')} />}
      {result.picture.attribution && <Row name={words.picture} text={result.picture.attribution} />}
    </dl>
  );
}

/** Labels that rest on the same, together. */
function byBasis(cultures: readonly CultureLabel[]): [basis: string, labels: string[]][] {
  const groups = new Map<string, string[]>();
  for (const { label, basis } of cultures) groups.set(basis, [...(groups.get(basis) ?? []), label]);
  return [...groups];
}

function Row({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}
