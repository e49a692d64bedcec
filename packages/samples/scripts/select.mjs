// Fills `files/` with the part of the culture-labelled image set that this package ships.
//
//   node scripts/select.mjs <dataset folder>, then node scripts/culture-manifest.mjs
//
// The rule, in order:
// 1. images under CC0, public domain, CC-BY or CC-BY-SA, OFL, LPPL or the free-for-any-use terms of the hieroglyph fonts;
// 2. and the scans of Japanese woodblock prints and of impressionist paintings, which carry a GPL label;
// 3. but, to stay under 12 MB, no modern constellation drawings (they show no culture's own hand),
//    no Anatolian panels, and the first twelve Maya panels of twenty-two.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const free =
  /^(CC0-1\.0|CC-BY(-SA)?-\d\.\d|LicenseRef-PublicDomain|LicenseRef-Douros-.*|OFL-1\.1|LPPL-1\.3c)$/;
const scans = new Set(['japanese-ukiyoe', 'european-impressionism']);
const mayaPanels = 12;
const leftOut = ({ cluster, kind }) => kind === 'sky-art' || cluster === 'anatolian-hieroglyphs';
const chosen = (image) => (free.test(image.license) || scans.has(image.cluster)) && !leftOut(image);

const tally = (values) => {
  const counts = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
};

function clusters(images) {
  const names = [...new Set(images.map(({ cluster }) => cluster))].sort();
  return Object.fromEntries(
    names.map((name) => {
      const rows = images.filter(({ cluster }) => cluster === name);
      return [
        name,
        {
          count: rows.length,
          kinds: tally(rows.map(({ kind }) => kind)),
          culture: [...new Set(rows.flatMap(({ culture }) => culture))],
          licenses: tally(rows.map(({ license }) => license)),
        },
      ];
    }),
  );
}

const [source] = process.argv.slice(2);
if (!source) throw new Error('select: expected the dataset folder as the argument.');
const files = join(dirname(fileURLToPath(import.meta.url)), '../files');
const manifest = JSON.parse(readFileSync(join(source, 'manifest.json'), 'utf8'));
let maya = 0;
const images = manifest.images
  .filter(chosen)
  .filter(({ cluster }) => cluster !== 'maya-glyphs' || ++maya <= mayaPanels);

rmSync(join(files, 'images'), { recursive: true, force: true });
rmSync(join(files, 'glyphs28'), { recursive: true, force: true });
for (const { file, sha256 } of images) {
  const bytes = readFileSync(join(source, file));
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new Error(`select: ${file} differs from its checksum in the manifest.`);
  mkdirSync(dirname(join(files, file)), { recursive: true });
  writeFileSync(join(files, file), bytes);
}
mkdirSync(join(files, 'glyphs28'), { recursive: true });
for (const name of [
  'glyphs28.json',
  'train-images-idx3-ubyte.gz',
  'train-labels-idx1-ubyte.gz',
  'train-codepoints-idx1-int.gz',
])
  writeFileSync(join(files, 'glyphs28', name), readFileSync(join(source, 'glyphs28', name)));

const used = (name) => images.some(({ license }) => license.includes(name));
const selected = {
  ...manifest,
  count: images.length,
  bytes: images.reduce((sum, { bytes }) => sum + bytes, 0),
  license_refs: Object.fromEntries(
    Object.entries(manifest.license_refs).filter(([name]) => used(name)),
  ),
  clusters: clusters(images),
  images,
};
writeFileSync(join(files, 'manifest.json'), `${JSON.stringify(selected, null, 1)}\n`);
writeFileSync(
  join(files, 'ATTRIBUTION.txt'),
  [
    'One line an image: file | attribution | licence',
    ...images.map(({ file, attribution, license }) => `${file} | ${attribution} | ${license}`),
    '',
  ].join('\n'),
);
console.log(`${images.length} images, ${(selected.bytes / 1e6).toFixed(1)} MB`);
for (const [license, count] of Object.entries(tally(images.map((image) => image.license))))
  console.log(`  ${license}: ${count}`);
