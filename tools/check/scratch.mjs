// The files that the examples may read: two pictures, two folders of pictures, some glyphs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { samplesFolder } from '@ikat/samples';
import sharp from 'sharp';

const GLYPHS = 64;
const HEADER = 16;

export async function makeScratch(folder) {
  const manifest = JSON.parse(readFileSync(join(samplesFolder, 'manifest.json'), 'utf8'));
  const images = manifest.images ?? manifest.items;
  const photos = images.filter(({ kind }) => kind === 'photo').slice(0, 4);
  const paintings = images.filter(({ kind }) => kind === 'artwork').slice(0, 4);
  for (const [name, chosen] of Object.entries({ photos, paintings })) {
    mkdirSync(join(folder, name));
    for (const [index, { file }] of chosen.entries()) {
      await shrink(file, join(folder, name, `${index + 1}.jpg`));
    }
    await shrink(chosen[0].file, join(folder, `${name.slice(0, -1)}.jpg`));
  }
  writeFileSync(join(folder, 'glyphs.gz'), firstGlyphs());
}

function shrink(file, target) {
  return sharp(join(samplesFolder, file))
    .resize(256, 192, { fit: 'cover' })
    .toColourspace('srgb')
    .jpeg()
    .toFile(target);
}

function firstGlyphs() {
  const all = gunzipSync(
    readFileSync(join(samplesFolder, 'glyphs28', 'train-images-idx3-ubyte.gz')),
  );
  const some = Buffer.from(all.subarray(0, HEADER + GLYPHS * 28 * 28));
  some.writeUInt32BE(GLYPHS, 4);
  return gzipSync(some);
}
