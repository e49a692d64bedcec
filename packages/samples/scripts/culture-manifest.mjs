// Writes files/culture-manifest.json: the pictures of files/manifest.json as a culture manifest.
//
//   node scripts/culture-manifest.mjs
//
// `importImageSet` of @ikat/culture converts them; run it after select.mjs, with that package built.
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';

const culture = new URL('../../culture/dist/index.js', import.meta.url);
const { collectManifest, cultureBook, importImageSet, writeManifest } = await import(culture.href);

const files = new URL('../files/', import.meta.url);
const cultures = cultureBook();
const { manifest, skipped } = await collectManifest(
  importImageSet(createReadStream(new URL('manifest.json', files)), { cultures }),
  {
    name: '@ikat/samples',
    description:
      'Pictures to try style transfer with: photographs, Japanese prints, impressionist paintings, ornaments, hieroglyphs and set words. Small, uneven, and no basis for statements about any culture.',
    license: 'Apache-2.0',
    creator: ['The Ikat authors'],
    datePublished: '2026-11-22',
    attributionPolicy:
      'Labels were given by the authors of the source set from captions, package names and Unicode blocks; no museum record and no community was consulted. A photograph is labelled by the place of its motif. A label says nothing about what a culture is.',
    cultures,
  },
);
if (skipped.length > 0) throw new Error(`culture-manifest: ${skipped[0].message}`);

// The source gives these beside "European": that says more of one thing, and is not a second half.
const partsOfEurope =
  /^(austrian|danish|dutch|french|german|greek|italian|russian|scottish|spanish|western)$/;
for (const one of manifest.cultures) if (partsOfEurope.test(one.id)) one.broader = 'european';

// The names of the labels in Chinese; definitions stay in the words of the source.
const chinese = JSON.parse(
  readFileSync(new URL('culture-labels-zh.json', import.meta.url), 'utf8'),
);
for (const one of manifest.cultures) {
  const zh = chinese[one.id];
  if (zh === undefined)
    throw new Error(`culture-manifest: expected ${one.id} in Chinese, got none.`);
  one.label = { ...one.label, zh };
}
writeFileSync(new URL('culture-manifest.json', files), writeManifest(manifest));
console.log(`${manifest.items.length} pictures, ${manifest.cultures.length} labels`);
