import { messages } from '../messages/catalogue.js';
import { byBasis, type CultureLabel } from '../shipped/provenance.js';

/** Labels of culture, those that rest on the same together: what it is stands once. */
export function CultureLabels({ cultures }: { cultures: readonly CultureLabel[] }) {
  return (
    <>
      {byBasis(cultures).map(([basis, labels]) => (
        <span key={basis}>
          <CultureNames labels={labels} /> {basis && <Basis basis={basis} />}
        </span>
      ))}
    </>
  );
}

/** Labels of culture by their names in the visitor's language. */
export function CultureNames({ labels }: { labels: readonly string[] }) {
  const { cultures } = messages.value.shell;
  return <>{labels.map((label) => cultures[label] ?? label).join(messages.value.shell.comma)}</>;
}

/** What a label rests on: in the English words of its source where there are no others. */
function Basis({ basis }: { basis: string }) {
  const { samples, shell } = messages.value;
  const said = samples.bases[basis];
  const [before, after] = shell.labelFrom;
  return (
    <span class="quiet small">
      {before}
      {said ?? <span lang="en">{basis}</span>}
      {after}
    </span>
  );
}
