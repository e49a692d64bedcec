// How fast images are read, scaled and cut, against sharp alone: node bench/data.mjs
//
// Both read the sample photographs, scale them to 286 x 286 and cut 256 x 256 out. Ours scales bit
// for bit as PIL does and makes tensors. Processor time is compared too: on a busy machine it is the
// steadier of the two.
import { pathToFileURL } from 'node:url';
import { imageFolder, listImages } from '@ikat/data/node';
import { samplePaths } from '@ikat/samples';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import sharp from 'sharp';

const ahead = 2;
const rounds = 7;

async function ours() {
  let count = 0;
  for await (const batch of imageFolder(samplePaths.photos, { size: 256, prefetch: ahead })) {
    batch.dispose();
    count++;
  }
  return count;
}

async function sharpAlone() {
  const read = (file) =>
    sharp(file)
      .resize(286, 286, { fit: 'fill', kernel: 'cubic' })
      .extract({ left: 15, top: 15, width: 256, height: 256 })
      .raw()
      .toBuffer();
  const pending = [];
  const files = listImages(samplePaths.photos);
  for (const file of files) {
    pending.push(read(file));
    if (pending.length > ahead) await pending.shift();
  }
  await Promise.all(pending);
  return files.length;
}

/** The best of some rounds: images a second, and milliseconds of processor time an image. */
async function measured(run) {
  await run();
  let perSecond = 0;
  let processor = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    const count = await run();
    const { user, system } = process.cpuUsage(used);
    perSecond = Math.max(perSecond, (count * 1000) / (performance.now() - start));
    processor = Math.min(processor, (user + system) / 1000 / count);
  }
  return { perSecond, processor };
}

/** Images a second of both, and the two ratios; the goal is 0.8 or more. */
export async function benchData() {
  await tf.setBackend('cpu');
  const [alone, own] = [await measured(sharpAlone), await measured(ours)];
  return {
    imagesPerSecond: own.perSecond,
    sharpImagesPerSecond: alone.perSecond,
    ratio: own.perSecond / alone.perSecond,
    processorRatio: alone.processor / own.processor,
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log(await benchData());
