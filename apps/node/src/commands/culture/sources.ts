import {
  type Chunks,
  type ImportedRecord,
  type ImportOptions,
  importArtInstitute,
  importCleveland,
  importImageSet,
  importMet,
  importWikidata,
} from '@ikat/culture';

/** A source of records, and what a manifest of them must say. */
export interface Source {
  read: (chunks: Chunks, options: ImportOptions) => AsyncIterable<ImportedRecord>;
  title: string;
  creator: string;
  /** The licence of the records (the metadata), not of the images. */
  license: string;
  /** Who labels, and by which rule. */
  policy: string;
}

const proxies =
  ' A maker’s nationality is kept as a flagged proxy and counts only where it is allowed. A label describes the tradition an object is attributed to, not people.';

/** The sources that `ikat culture import` reads, by name. */
export const sources = {
  met: {
    read: importMet,
    title: 'The Metropolitan Museum of Art, open access',
    creator: 'The Metropolitan Museum of Art',
    license: 'CC0-1.0',
    policy: `The museum’s Culture field first; if it is empty its Period, Dynasty or Reign; beside them the place of making as evidence.${proxies}`,
  },
  aic: {
    read: importArtInstitute,
    title: 'Art Institute of Chicago, public data',
    creator: 'Art Institute of Chicago',
    license: 'CC0-1.0',
    policy: `The museum’s style titles without centuries; beside them the place of origin as evidence.${proxies}`,
  },
  cleveland: {
    read: importCleveland,
    title: 'The Cleveland Museum of Art, open access',
    creator: 'The Cleveland Museum of Art',
    license: 'CC0-1.0',
    policy: `The museum’s culture field without its dates; alternatives share the weight.${proxies}`,
  },
  wikidata: {
    read: importWikidata,
    title: 'Works in Wikidata',
    creator: 'Wikidata contributors',
    license: 'CC0-1.0',
    policy: `Wikidata’s culture (P2596), else movement (P135); beside them the country of origin as evidence.${proxies}`,
  },
  'image-set': {
    read: importImageSet,
    title: 'Culture-labelled image set',
    creator: 'The authors of the image set',
    license: 'Apache-2.0',
    policy:
      'Labels were given by the authors of the set from captions, package names and Unicode blocks; no museum record and no community was consulted. A label describes a tradition, not people.',
  },
} as const satisfies Record<string, Source>;

/** The name of a source. */
export type SourceName = keyof typeof sources;
