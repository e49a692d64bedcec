/** A piece of an attribution: words, or a link with the name of where it leads. */
export interface AttributionPart {
  text: string;
  address?: string;
}

/** Where the samples are from, as these places call themselves. */
const SITES: Readonly<Record<string, string>> = {
  'commons.wikimedia.org': 'Wikimedia Commons',
  'www.flickr.com': 'Flickr',
};

// An address ends before the point or comma of the sentence around it, which may be Chinese.
const ADDRESS = /(https?:\/\/[^\s，。；]*[^\s.,;，。；])/;

/** Splits an attribution at its addresses. */
export const attributionParts = (attribution: string): AttributionPart[] =>
  attribution
    .split(ADDRESS)
    .filter((piece) => piece !== '')
    .map((piece) => (ADDRESS.test(piece) ? linkTo(piece) : { text: piece }));

function linkTo(address: string): AttributionPart {
  const { hostname } = new URL(address);
  return { text: SITES[hostname] ?? hostname.replace(/^www\./, ''), address };
}
