import { childSeed } from '@ikat/random';
import * as tfl from '@tensorflow/tfjs-layers';

const initializer = (seed: number, name: string) =>
  tfl.initializers.glorotUniform({ seed: childSeed(seed, name) });

export function mlpGenerator({ seed = 0 } = {}): tfl.LayersModel {
  const noise = tfl.input({ shape: [100], name: 'noise' });
  let x = noise;
  for (const units of [256, 512, 1024]) {
    const name = `dense${units}`;
    const kernelInitializer = initializer(seed, name);
    x = tfl.layers
      .dense({ units, activation: 'relu', name, kernelInitializer })
      .apply(x) as tfl.SymbolicTensor;
  }
  const kernelInitializer = initializer(seed, 'image');
  x = tfl.layers
    .dense({ units: 784, activation: 'tanh', name: 'image', kernelInitializer })
    .apply(x) as tfl.SymbolicTensor;
  const image = tfl.layers.reshape({ targetShape: [28, 28, 1] }).apply(x) as tfl.SymbolicTensor;
  return tfl.model({ inputs: noise, outputs: image, name: 'mlpGenerator' });
}

export function mlpDiscriminator({ seed = 0 } = {}): tfl.LayersModel {
  const image = tfl.input({ shape: [28, 28, 1], name: 'image' });
  let x = tfl.layers.flatten().apply(image) as tfl.SymbolicTensor;
  for (const units of [1024, 512, 256]) {
    const name = `dense${units}`;
    const kernelInitializer = initializer(seed, name);
    x = tfl.layers.dense({ units, name, kernelInitializer }).apply(x) as tfl.SymbolicTensor;
    x = tfl.layers.leakyReLU({ alpha: 0.2 }).apply(x) as tfl.SymbolicTensor;
  }
  const kernelInitializer = initializer(seed, 'scores');
  x = tfl.layers
    .dense({ units: 1, name: 'scores', kernelInitializer })
    .apply(x) as tfl.SymbolicTensor;
  return tfl.model({ inputs: image, outputs: x, name: 'mlpDiscriminator' });
}
