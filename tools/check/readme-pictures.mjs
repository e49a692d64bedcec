// Makes the README's pictures of what the demo left in runs/demo. Run by hand after `pnpm demo`.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from './workspace.mjs';

const GAP = 8;
const demo = join(root, 'runs', 'demo');
const target = join(root, 'docs', 'images');
mkdirSync(target, { recursive: true });

await row(spread(samples('gan'), 4), 220, join(target, 'glyphs.png'));
await row(samples('dual').slice(-1), 300, join(target, 'two-gans.png'));

/** The sample pictures of a run, in order. */
function samples(run) {
  const folder = join(demo, run, 'samples');
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

/** The last of the files, and others evenly before it. */
function spread(files, count) {
  return Array.from(
    { length: count },
    (_, i) => files[Math.round(((i + 1) * (files.length - 1)) / count)],
  );
}

/** Puts pictures of one height side by side on white. */
async function row(files, height, out) {
  const pictures = await Promise.all(
    files.map((file) => sharp(file).resize({ height }).toBuffer({ resolveWithObject: true })),
  );
  let left = 0;
  const composite = pictures.map(({ data, info }) => {
    const place = { input: data, left, top: 0 };
    left += info.width + GAP;
    return place;
  });
  await sharp({
    create: { width: left - GAP, height, channels: 3, background: 'white' },
  })
    .composite(composite)
    .toFile(out);
}
