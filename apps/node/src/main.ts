#!/usr/bin/env node
import { useWasm } from '@ikat/backend-wasm';
import { idx } from '@ikat/data/node';
import { mlpDiscriminator, mlpGenerator } from '@ikat/models';
import { samplesFolder } from '@ikat/samples';
import { ganStep, train } from '@ikat/trainer';

console.log(await useWasm());
const glyphs = await idx(`${samplesFolder}/glyphs28/train-images-idx3-ubyte.gz`);
const step = ganStep({
  generator: mlpGenerator({ seed: 1 }),
  discriminator: mlpDiscriminator({ seed: 2 }),
});
const start = performance.now();
for await (const progress of train(step, glyphs, { steps: 10 })) {
  console.log(progress.step, await progress.losses(), Math.round(performance.now() - start));
}
