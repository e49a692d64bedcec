// Writes small networks of every architecture as .onnx files, for check.py.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as models from '@ikat/models';
import { exportOnnx } from '@ikat/onnx';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
await tf.setBackend('cpu');
const upsamplings = ['resize', 'blur', 'transposed'];
const normalisations = ['instance', 'batch', 'none'];
const small = { filters: 4, seed: 1 };
const networks = {
  'mlp-generator': models.mlpGenerator({ seed: 1 }),
  'mlp-discriminator': models.mlpDiscriminator({ seed: 1 }),
  'dcgan-generator': models.dcganGenerator(small),
  'dcgan-discriminator': models.dcganDiscriminator(small),
  patch: models.patchDiscriminator(small),
  'patch-blur-spectral': models.patchDiscriminator({ ...small, blur: true, spectral: true }),
  pixel: models.pixelDiscriminator(small),
};
for (const upsampling of upsamplings) {
  for (const normalisation of normalisations) {
    const options = { ...small, upsampling, normalisation };
    networks[`resnet-${upsampling}-${normalisation}`] = models.resnetGenerator({
      ...options,
      blocks: 2,
    });
    networks[`unet-${upsampling}-${normalisation}`] = models.unetGenerator({
      ...options,
      downs: 4,
    });
  }
}
for (const [name, network] of Object.entries(networks)) {
  for (const precision of ['float32', 'float16']) {
    const { bytes } = exportOnnx(network, { precision });
    writeFileSync(join(folder, `${name}-${precision}.onnx`), bytes);
  }
}
