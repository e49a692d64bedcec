// What a step drew, so that PyTorch can be given the same: noise and dropout masks.

/**
 * Listens to the networks of a GAN. Masks are read from what dropout made of its input: where that
 * is 0 the value was dropped, for no input is exactly 0 after a leaky ReLU.
 */
export function listen({ generator, discriminator }) {
  const draws = { noise: [], masks: [] };
  if (!discriminator || !generator) return draws;
  const apply = generator.apply.bind(generator);
  generator.apply = (noise, options) => {
    draws.noise.push({ shape: noise.shape, values: noise.dataSync().slice() });
    return apply(noise, options);
  };
  for (const layer of discriminator.layers) {
    if (layer.getClassName() === 'IkatDropout') hear(layer, draws.masks);
  }
  return draws;
}

function hear(layer, masks) {
  const call = layer.call.bind(layer);
  const kept = 1 / (1 - layer.rate);
  layer.call = (inputs, options) => {
    const output = call(inputs, options);
    const values = output.dataSync().map((value) => (value === 0 ? 0 : kept));
    masks.push({ shape: output.shape, values });
    return output;
  };
}
