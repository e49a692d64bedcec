// How much each descriptor moves when a picture is saved as JPEG (quality 75) or halved in size.
// Prints a Markdown table: the median and the 90th percentile of the change, in units of the spread of the
// descriptor over the pictures of its kind. Run it with: node scripts/describe-stability.mjs, after a build
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { samplesCultureManifest } from '@ikat/samples';
import sharp from 'sharp';
import {
  describeStyle,
  descriptorValues,
  fitRobustScale,
  robustScores,
  styleDescriptors,
} from '../dist/index.js';

sharp.concurrency(1);
const { items } = JSON.parse(readFileSync(samplesCultureManifest, 'utf8'));
const folder = dirname(samplesCultureManifest);
const isDrawing = ({ medium = '' }) => /black on white/.test(medium);

async function valuesOf(image) {
  const { data, info } = await image
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const style = describeStyle({ width, height, channels, data });
  return style.kind === 'described' ? descriptorValues(style) : undefined;
}

const changes = {
  original: async (file) => sharp(file).autoOrient(),
  'JPEG, quality 75': async (file) =>
    sharp(
      await sharp(file)
        .autoOrient()
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 75 })
        .toBuffer(),
    ),
  'half the size': async (file) => {
    const { autoOrient } = await sharp(file).metadata();
    const width = Math.max(1, Math.round(autoOrient.width / 2));
    return sharp(
      await sharp(file)
        .autoOrient()
        .flatten({ background: '#ffffff' })
        .resize({ width })
        .png()
        .toBuffer(),
    );
  },
};

async function rowsOf(chosen) {
  const rows = Object.fromEntries(Object.keys(changes).map((name) => [name, []]));
  for (const { image } of chosen) {
    const file = join(folder, image.path);
    const measured = [];
    for (const change of Object.values(changes)) measured.push(await valuesOf(await change(file)));
    if (measured.some((values) => values === undefined)) continue;
    for (const [at, name] of Object.keys(changes).entries()) rows[name].push(measured[at]);
  }
  return rows;
}

const quantile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.round(share * (values.length - 1))];

async function columnsOf(chosen) {
  const { original, ...changed } = await rowsOf(chosen);
  const scale = fitRobustScale(original);
  const before = robustScores(original, scale);
  return Object.values(changed).map((rows) => {
    const after = robustScores(rows, scale);
    return styleDescriptors.map((_, k) => {
      const moved = after.map((row, i) => Math.abs(row[k] - before[i][k]));
      return `${quantile(moved, 0.5).toFixed(2)} (${quantile(moved, 0.9).toFixed(2)})`;
    });
  });
}

const pictures = items.filter((item) => !isDrawing(item));
const drawings = items.filter(isDrawing);
const columns = [...(await columnsOf(pictures)), ...(await columnsOf(drawings))];
const kinds = [`${pictures.length} photographs and paintings`, `${drawings.length} drawings`];
const head = kinds.flatMap((kind) =>
  ['JPEG, quality 75', 'half the size'].map((name) => `${kind}: ${name}`),
);
console.log(`| descriptor | ${head.join(' | ')} |`);
console.log(`| --- |${' ---: |'.repeat(head.length)}`);
for (const [k, { name }] of styleDescriptors.entries())
  console.log(`| \`${name}\` | ${columns.map((column) => column[k]).join(' | ')} |`);
