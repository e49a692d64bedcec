// Makes weights/inception-stem.safetensors and weights/inception-mixed.safetensors from the weights in
// the npm package nsfwjs (a development dependency; none of its code is used). Run it by hand:
//
//   node packages/features/scripts/make-inception.mjs
//
// Kernels keep their uint8 values; real = value * scale + min, with scale and min (double precision,
// in decimal) in the file's metadata. Batch normalisation without gamma, beta - mean / sqrt(variance + eps),
// becomes one factor and one bias a channel.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const epsilon = 1e-3;
const files = { stem: [1, 5], mixed: [6, 26] };

const require = createRequire(import.meta.url);
const models = join(dirname(require.resolve('nsfwjs')), '..', 'models', 'inception_v3');
const weightsFolder = fileURLToPath(new URL('../weights/', import.meta.url));

function readEntries() {
  const [group] = require(join(models, 'model.min.js')).weightsManifest;
  const shards = group.paths.map((path) => require(join(models, `${path}.min.js`)));
  const bytes = Buffer.concat(shards.map((shard) => Buffer.from(shard, 'base64')));
  const entries = new Map();
  let offset = 0;
  for (const { name, shape, quantization } of group.weights) {
    const size = shape.reduce((product, length) => product * length, 1);
    if (quantization.dtype !== 'uint8') throw new Error(`${name}: expected uint8 values`);
    entries.set(name, { shape, ...quantization, values: bytes.subarray(offset, offset + size) });
    offset += size;
  }
  if (offset !== bytes.length) throw new Error(`expected ${offset} bytes, got ${bytes.length}`);
  return entries;
}

const real = ({ values, scale, min }) => Array.from(values, (value) => value * scale + min);

function foldedNormalization(entries, index) {
  const of = (part) => real(entries.get(`batch_normalization_${index}/${part}`));
  const [beta, mean, variance] = [of('beta'), of('moving_mean'), of('moving_variance')];
  const factor = variance.map((value) => 1 / Math.sqrt(Math.max(value, 0) + epsilon));
  return { factor, bias: beta.map((value, channel) => value - mean[channel] * factor[channel]) };
}

const floats = (values) => Buffer.from(Float32Array.from(values).buffer);

function collect(entries, [first, last]) {
  const tensors = [];
  const metadata = { source: 'nsfwjs 4.3.0, inception_v3', license: 'MIT, see LICENSE-nsfwjs.txt' };
  for (let index = first; index <= last; index++) {
    const { shape, scale, min, values } = entries.get(`conv2d_${index}/kernel`);
    const { factor, bias } = foldedNormalization(entries, index);
    metadata[`conv2d_${index}.scale`] = String(scale);
    metadata[`conv2d_${index}.min`] = String(min);
    const channels = [factor.length];
    tensors.push({ name: `conv2d_${index}.kernel`, dtype: 'U8', shape, bytes: values });
    tensors.push({
      name: `conv2d_${index}.factor`,
      dtype: 'F32',
      shape: channels,
      bytes: floats(factor),
    });
    tensors.push({
      name: `conv2d_${index}.bias`,
      dtype: 'F32',
      shape: channels,
      bytes: floats(bias),
    });
  }
  return { tensors, metadata };
}

// https://github.com/huggingface/safetensors: u64 header length, JSON header padded to 8 bytes, data
function safetensors({ tensors, metadata }) {
  const ordered = tensors.toSorted((a, b) =>
    a.dtype === b.dtype ? 0 : a.dtype === 'F32' ? -1 : 1,
  );
  const header = { __metadata__: metadata };
  let end = 0;
  for (const { name, dtype, shape, bytes } of ordered) {
    header[name] = { dtype, shape, data_offsets: [end, end + bytes.length] };
    end += bytes.length;
  }
  const json = JSON.stringify(header);
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...ordered.map(({ bytes }) => bytes)]);
}

const entries = readEntries();
mkdirSync(weightsFolder, { recursive: true });
for (const [name, range] of Object.entries(files)) {
  const bytes = safetensors(collect(entries, range));
  writeFileSync(join(weightsFolder, `inception-${name}.safetensors`), bytes);
  console.log(`inception-${name}.safetensors: ${bytes.length} bytes`);
}
