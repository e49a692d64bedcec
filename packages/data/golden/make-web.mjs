// Makes the small files that the browser tests read: node golden/make-web.mjs
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const folder = fileURLToPath(new URL('web/', import.meta.url));

/** 32 x 16 pixels in four quarters: red, green, blue, white. */
function quarters() {
  const [width, height] = [32, 16];
  const colours = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];
  const data = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const quarter = (pixel % width < width / 2 ? 0 : 1) + (pixel / width < height / 2 ? 0 : 2);
    for (let c = 0; c < 3; c++) data[pixel * 3 + c] = colours[quarter * 3 + c];
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** What has to be done to the upright picture so that the orientation undoes it. */
const undo = {
  1: (image) => image,
  2: (image) => image.flop(),
  3: (image) => image.rotate(180),
  4: (image) => image.flip(),
  5: (image) => image.rotate(-90).flop(),
  6: (image) => image.rotate(-90),
  7: (image) => image.rotate(90).flop(),
  8: (image) => image.rotate(90),
};
for (const [orientation, turn] of Object.entries(undo)) {
  const turned = await turn(sharp(await quarters().png().toBuffer()))
    .png()
    .toBuffer();
  await sharp(turned)
    .withMetadata({ orientation: Number(orientation) })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toFile(`${folder}orientation-${orientation}.jpg`);
}

const plain = (background) => sharp({ create: { width: 8, height: 8, channels: 3, background } });
await plain('#c83c28').withIccProfile('p3').png().toFile(`${folder}display-p3.png`);
await plain('#ff0000').toColourspace('cmyk').jpeg().toFile(`${folder}cmyk.jpg`);
await plain('#646464').toColourspace('b-w').png().toFile(`${folder}grey.png`);
await plain('#c08040').webp({ lossless: true }).toFile(`${folder}plain.webp`);

const words = Uint16Array.from([0, 30069, 65535, 25700, 12850, 257]);
await sharp(words, { raw: { width: 2, height: 1, channels: 3 } })
  .toColourspace('rgb16')
  .png()
  .toFile(`${folder}deep.png`);

const clear = Buffer.from([0, 0, 0, 0, 0, 0, 0, 128, 255, 0, 0, 255, 0, 0, 255, 64]);
await sharp(clear, { raw: { width: 4, height: 1, channels: 4 } })
  .png()
  .toFile(`${folder}alpha.png`);
