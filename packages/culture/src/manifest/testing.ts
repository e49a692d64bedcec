import type { ImportedRecord } from './import-record.js';
import type { Attribution, CultureManifest, ManifestItem } from './types.js';

/** A label that is right, with what a test is about. */
export const label = (fields: Partial<Attribution> = {}): Attribution => ({
  id: 'edo',
  raw: 'Japan',
  basis: 'culture-field',
  certainty: 'asserted',
  by: 'institution',
  ...fields,
});

/** An item that is right, with what a test is about. */
export const item = (id: string, fields: Partial<ManifestItem> = {}): ManifestItem => ({
  id,
  image: { path: `images/${id}.jpg` },
  culture: [label()],
  rights: { image: 'cc0' },
  source: { institution: 'Museum' },
  ...fields,
});

/** A manifest that is right, with what a test is about. */
export const manifest = (
  items: ManifestItem[],
  fields: Partial<CultureManifest> = {},
): CultureManifest => ({
  format: 'culture-manifest',
  version: '1.0',
  name: 'demo',
  description: 'For tests.',
  license: 'CC0-1.0',
  creator: ['me'],
  datePublished: '2026-01-01',
  attributionPolicy: 'The museum says.',
  cultures: [
    { id: 'edo', label: { en: 'Edo' }, definition: 'Prints of Edo, 1603 to 1868.' },
    {
      id: 'pahari',
      label: { en: 'Pahari' },
      definition: 'Painting of the Punjab hills, 1650 to 1850.',
    },
  ],
  items,
  ...fields,
});

/** All that a generator gives. */
export async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}

/** What a test compares of an imported record's labels, or why it is none. */
export const labelsOf = (record: ImportedRecord | undefined) =>
  record?.kind === 'item'
    ? record.item.culture.map(({ id, basis, certainty, weight }) => [id, basis, certainty, weight])
    : record?.message;
