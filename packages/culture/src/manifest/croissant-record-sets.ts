import type { JsonLd } from './croissant.js';
import type { Culture } from './types.js';

/** The items, their cultures and their splits as record sets. */
export function croissantRecordSets(cultures: readonly Culture[], root: string): JsonLd[] {
  return [cultureSet(cultures), splitSet(), fileSet(), itemSet(root)];
}

const reference = (id: string) => ({ '@id': id });

const at = (jsonPath: string) => ({
  fileObject: reference('manifest'),
  extract: { jsonPath },
});

/** The name of a field is the last part of its id. */
function field(id: string, dataType: string | string[], rest: JsonLd): JsonLd {
  return { '@type': 'cr:Field', '@id': id, name: id.split('/').at(-1)!, dataType, ...rest };
}

/** The cultures as an enumeration, written out: they are few, and they carry the definitions. */
function cultureSet(cultures: readonly Culture[]): JsonLd {
  return {
    '@type': 'cr:RecordSet',
    '@id': 'cultures',
    name: 'cultures',
    description: 'Traditions with a time and a place.',
    dataType: 'sc:Enumeration',
    key: reference('cultures/id'),
    field: [
      field('cultures/id', 'sc:Text', {}),
      field('cultures/name', 'sc:Text', {}),
      field('cultures/description', 'sc:Text', {}),
      field('cultures/url', 'sc:URL', {}),
    ],
    data: cultures.map(({ id, label, definition, sameAs }) => ({
      'cultures/id': id,
      'cultures/name': label.en ?? Object.values(label)[0] ?? id,
      'cultures/description': definition,
      'cultures/url': sameAs?.[0] ?? '',
    })),
  };
}

const splitSet = (): JsonLd => ({
  '@type': 'cr:RecordSet',
  '@id': 'splits',
  name: 'splits',
  dataType: 'cr:Split',
  key: reference('splits/name'),
  field: [field('splits/name', 'sc:Text', {}), field('splits/url', 'cr:Split', {})],
  data: [
    { 'splits/name': 'train', 'splits/url': 'cr:TrainingSplit' },
    { 'splits/name': 'val', 'splits/url': 'cr:ValidationSplit' },
    { 'splits/name': 'test', 'splits/url': 'cr:TestSplit' },
  ],
});

/** The image files by their paths, to be joined with the items. */
const fileSet = (): JsonLd => ({
  '@type': 'cr:RecordSet',
  '@id': 'files',
  name: 'files',
  key: reference('files/path'),
  field: [
    field('files/path', 'sc:Text', { source: fileProperty('fullpath') }),
    field('files/content', 'sc:ImageObject', { source: fileProperty('content') }),
  ],
});

const fileProperty = (name: string) => ({
  fileSet: reference('images'),
  extract: { fileProperty: name },
});

function itemSet(root: string): JsonLd {
  const text = (name: string, path = name) =>
    field(`items/${name}`, 'sc:Text', { source: at(`${root}.${path}`) });
  return {
    '@type': 'cr:RecordSet',
    '@id': 'items',
    name: 'items',
    key: reference('items/id'),
    field: [
      text('id'),
      field('items/path', 'sc:Text', {
        source: at(`${root}.image.path`),
        references: reference('files/path'),
      }),
      field('items/image', 'sc:ImageObject', { source: reference('files/content') }),
      text('title'),
      labelField(root),
      text('rights', 'rights.image'),
      text('protocol', 'rights.protocol'),
      text('institution', 'source.institution'),
      field('items/record', 'sc:URL', {
        source: at(`${root}.source.url`),
        equivalentProperty: 'prov:wasDerivedFrom',
      }),
      text('leakageGroup'),
      field('items/split', 'cr:Split', {
        source: at(`${root}.split`),
        references: reference('splits/name'),
      }),
    ],
  };
}

function labelField(root: string): JsonLd {
  const part = (name: string, dataType: string, rest: JsonLd = {}) =>
    field(`items/culture/${name}`, dataType, {
      source: at(`${root}.culture[*].${name}`),
      ...rest,
    });
  return field('items/culture', ['sc:Text', 'cr:Label'], {
    description:
      'Attributions to traditions, with what each rests on. Labels of objects, not people.',
    isArray: true,
    equivalentProperty: 'wdt:P2596',
    subField: [
      part('id', 'sc:Text', { references: reference('cultures/id') }),
      part('raw', 'sc:Text'),
      part('basis', 'sc:Text'),
      part('certainty', 'sc:Text'),
      part('weight', 'sc:Float'),
      part('by', 'sc:Text'),
    ],
  });
}
