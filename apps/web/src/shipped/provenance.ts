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
  /** Whether they are those of the style's picture alone, or of all that it was learned from. */
  licenceOf: 'picture' | 'all';
}

const unique = <Item>(items: readonly Item[]) => [...new Set(items)];

// The zoo's cards name what the style was learned from like this; the rest are photographs.
const STYLE = /^style: /;

/** What a card says of where its style comes from: labels are those of the style alone. */
export function provenanceOf({ trainedOn }: CardSummary): Provenance {
  const ofStyle = trainedOn.filter(({ name }) => STYLE.test(name));
  const sources = ofStyle.length > 0 ? ofStyle : trainedOn;
  const cultures = sources.flatMap((data) => data.cultures ?? []);
  return {
    cultures: [...new Map(cultures.map((culture) => [culture.label, culture])).values()],
    from: unique(sources.map(({ name }) => name.replace(STYLE, ''))),
    licences: licencesOf(sources),
    licenceOf: ofStyle.length > 0 ? 'picture' : 'all',
  };
}

/** Every licence that is named in data sets, once. */
export const licencesOf = (sources: CardSummary['trainedOn']) =>
  unique(sources.flatMap((data) => data.licences ?? []));

/** Labels that rest on the same, together. */
export function byBasis(cultures: readonly CultureLabel[]): [basis: string, labels: string[]][] {
  const groups = new Map<string, string[]>();
  for (const { label, basis } of cultures) groups.set(basis, [...(groups.get(basis) ?? []), label]);
  return [...groups];
}

/** A folder's name as a title: `ukiyo-e` stays, `van-gogh` becomes Van Gogh. */
export const titleOf = (name: string) =>
  name === 'ukiyo-e'
    ? 'Ukiyo-e'
    : name.replace(
        /(^|-)(\p{L})/gu,
        (_match, dash: string, letter: string) => (dash ? ' ' : '') + letter.toUpperCase(),
      );
