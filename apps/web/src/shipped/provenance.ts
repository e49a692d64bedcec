import type { CardSummary } from './zoo.js';

/** A culture that a style stands for, and how anybody knows. */
export interface CultureLabel {
  label: string;
  basis: string;
}

/** Where something comes from: what is named beside every result. */
export interface Provenance {
  cultures: CultureLabel[];
  /** Data sets or works that it was learned or taken from. */
  from: string[];
  licences: string[];
}

const unique = <Item>(items: readonly Item[]) => [...new Set(items)];

/** What a card says of where its model comes from. */
export function provenanceOf({ trainedOn }: CardSummary): Provenance {
  const cultures = trainedOn.flatMap((data) => data.cultures ?? []);
  return {
    cultures: [...new Map(cultures.map((culture) => [culture.label, culture])).values()],
    from: unique(trainedOn.map(({ name }) => name)),
    licences: unique(trainedOn.flatMap((data) => data.licences ?? [])),
  };
}

/** A folder's name as a title: `ukiyo-e` stays, `van-gogh` becomes Van Gogh. */
export const titleOf = (name: string) =>
  name === 'ukiyo-e'
    ? 'Ukiyo-e'
    : name.replace(
        /(^|-)(\p{L})/gu,
        (_match, dash: string, letter: string) => (dash ? ' ' : '') + letter.toUpperCase(),
      );
