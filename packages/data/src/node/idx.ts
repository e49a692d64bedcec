import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { childSeed, randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import type { ImageStream } from '../image-stream.js';

export async function idx(
  file: string,
  { batchSize = 64, seed = 0 } = {},
): Promise<ImageStream<tf.Tensor4D>> {
  const raw = await readFile(file);
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw;
  const [count, height, width] = [4, 8, 12].map((at) => bytes.readUInt32BE(at)) as [
    number,
    number,
    number,
  ];
  const size = height * width;
  const length = Math.floor(count / batchSize);
  let epoch = 0;

  async function* rest(first: number) {
    epoch = Math.floor(first / length) + 1;
    const order = randomSource(childSeed(seed, `epoch ${epoch - 1}`)).shuffle([
      ...Array(count).keys(),
    ]);
    for (let batch = first % length; batch < length; batch++) {
      const values = new Float32Array(batchSize * size);
      for (let row = 0; row < batchSize; row++) {
        const at = 16 + order[batch * batchSize + row]! * size;
        for (let i = 0; i < size; i++) values[row * size + i] = bytes[at + i]! / 127.5 - 1;
      }
      yield tf.tensor4d(values, [batchSize, height, width, 1]);
    }
  }
  return { length, from: rest, [Symbol.asyncIterator]: () => rest(epoch * length) };
}
