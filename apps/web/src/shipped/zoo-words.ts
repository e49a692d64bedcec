import { provenanceOf, titleOf } from './provenance.js';
import type { ZooEntry, ZooWords } from './zoo.js';

/** What is said of a model of the zoo in a language; in that of its card where it has no other. */
export function zooWords(
  { name, title, card, translations }: ZooEntry,
  language: string,
): ZooWords {
  return (
    translations?.[language] ?? {
      ...{ name: titleOf(name), title: title ?? card.description },
      after: provenanceOf(card).from.join('; '),
    }
  );
}
