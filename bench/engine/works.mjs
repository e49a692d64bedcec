// The works that are compared: networks, one step and its batch, of the packages as they are.
import { mlpDiscriminator, mlpGenerator, patchDiscriminator, resnetGenerator } from '@ikat/models';
import { randomSource } from '@ikat/random';
import { cycleGanStep, ganStep } from '@ikat/trainer';
import * as tf from '@tensorflow/tfjs-core';

/** Values of one batch; tensors of them are made anew for every step, as a trainer does. */
const picture = (seed, shape) => ({
  shape,
  values: randomSource(seed).uniforms(tf.util.sizeFromShape(shape), -1, 1),
});

// The transposed convolutions are CycleGAN's own; both sides have them.
const resnet = ({ filters, blocks }, seed) =>
  resnetGenerator({ filters, blocks, seed, upsampling: 'transposed' });

function cyclegan(options, compile) {
  const { size, filters, poolSize, learningRate } = options;
  const networks = {
    generatorAB: resnet(options, 1),
    generatorBA: resnet(options, 2),
    discriminatorA: patchDiscriminator({ filters, seed: 3 }),
    discriminatorB: patchDiscriminator({ filters, seed: 4 }),
  };
  return {
    networks,
    batch: { a: picture(6, [1, size, size, 3]), b: picture(7, [1, size, size, 3]) },
    step: cycleGanStep(networks, { seed: 5, poolSize, learningRate, compile }),
  };
}

function gan({ batch, learningRate }, compile) {
  const networks = {
    generator: mlpGenerator({ seed: 1 }),
    discriminator: mlpDiscriminator({ seed: 2 }),
  };
  const step = ganStep(networks, { seed: 3, learningRate, compile });
  return {
    networks,
    batch: { real: picture(4, [batch, 28, 28, 1]) },
    step: ({ real }) => {
      // The diversity of the batch is ours alone; it is computed all the same.
      const { diversity, ...losses } = step(real);
      diversity.dispose();
      return losses;
    },
  };
}

function inference(options, compile = (graph) => graph) {
  const generator = resnet(options, 1);
  const { size } = options;
  return {
    networks: { generator },
    batch: { image: picture(2, [1, size, size, 3]) },
    step: compile(({ image }) => ({ picture: tf.tidy(() => generator.apply(image)) })),
  };
}

/** By `kind`, of options and of what compiles, if anything does; `torch_works.py` has the same. */
export const works = { cyclegan, gan, inference };
