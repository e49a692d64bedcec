import { messages } from '../messages/catalogue.js';
import { byBasis, type CultureLabel } from '../shipped/provenance.js';

/** Labels of culture, those that rest on the same together: what it is stands once. */
export function CultureLabels({ cultures }: { cultures: readonly CultureLabel[] }) {
  const words = messages.value.shell;
  return (
    <>
      {byBasis(cultures).map(([basis, labels]) => (
        <span key={basis}>
          {labels.join(', ')} {basis && <span class="quiet small">({words.labelFrom(basis)})</span>}
        </span>
      ))}
    </>
  );
}
