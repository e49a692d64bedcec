// The sample manifest in the format of culture manifests (culture-manifest-1.schema.json).

const idOf = (label) =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** What a label rests on, by the kind of picture. */
const grounds = {
  artwork: { basis: 'curator-inferred', certainty: 'probable' },
  ornament: { basis: 'style-tradition', certainty: 'probable' },
  'script-art': { basis: 'style-tradition', certainty: 'probable' },
  'script-panel': { basis: 'style-tradition', certainty: 'possible' },
  photo: { basis: 'curator-inferred', certainty: 'possible' },
};

const rightsOf = (license) => {
  if (license === 'CC0-1.0') return 'cc0';
  if (license === 'LicenseRef-PublicDomain') return 'public-domain';
  if (license.startsWith('CC-BY-SA')) return 'cc-by-sa';
  if (license.startsWith('CC-BY')) return 'cc-by';
  // Other licences are named in the statement.
  return 'in-copyright';
};

function itemOf(image, licenseRefs) {
  const { id, file, sha256, width, height, title, creator, date, medium, kind, license } = image;
  const note = image.license_note ?? licenseRefs[license];
  return {
    id,
    image: { path: file, sha256, width, height },
    title,
    ...(creator ? { makers: [{ name: creator }] } : {}),
    ...(date ? { date: { display: date } } : {}),
    ...(medium ? { medium } : {}),
    objectType: kind,
    classification: image.cluster,
    culture: (image.culture ?? []).map((label) => ({
      id: idOf(label),
      raw: label,
      field: image.culture_source ?? 'culture',
      ...grounds[kind],
      by: 'dataset-author',
    })),
    rights: {
      image: rightsOf(license),
      statement: note ? `${license}: ${note}` : license,
      credit: image.attribution,
      protocol: 'none-known',
    },
    source: {
      institution: `Debian package ${image.source_package}`,
      recordDate: image.source_version,
    },
    // Works of one maker share a split: a model would know the hand.
    leakageGroup: kind === 'artwork' ? `maker ${creator}` : image.group,
  };
}

/** One definition a label: where it comes from and how many pictures have it. */
function culturesOf(images) {
  const found = new Map();
  for (const { culture, culture_source: source } of images)
    for (const label of culture ?? []) {
      const entry = found.get(label) ?? { count: 0, sources: new Set() };
      entry.count++;
      if (source) entry.sources.add(source);
      found.set(label, entry);
    }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, { count, sources }]) => ({
      id: idOf(label),
      label: { en: label },
      definition: `The label "${label}" as given to ${count} of these pictures, by: ${[...sources].sort().join('; ')}.`,
    }));
}

export function cultureManifest(images, licenseRefs) {
  return {
    format: 'culture-manifest',
    version: '1.0',
    name: '@ikat/samples',
    description:
      'Pictures to try style transfer with: photographs, Japanese prints, impressionist paintings, ornaments, hieroglyphs and set words. Small, uneven, and no basis for statements about any culture.',
    license: 'Apache-2.0',
    creator: ['The Ikat authors'],
    datePublished: '2026-11-22',
    attributionPolicy:
      'Labels were given by the authors of the source set from captions, package names and Unicode blocks; no museum record and no community was consulted. A photograph is labelled by the place of its motif. A label says nothing about what a culture is.',
    cultures: culturesOf(images),
    items: images.map((image) => itemOf(image, licenseRefs)),
  };
}

/** JSON with a line for each item, which diffs well and stays small. */
export function oneItemALine({ items, ...rest }) {
  const head = JSON.stringify(rest, null, 1).slice(0, -2);
  return `${head},\n "items": [\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n ]\n}\n`;
}
