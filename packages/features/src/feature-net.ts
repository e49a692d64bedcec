import * as tf from '@tensorflow/tfjs-core';

/**
 * A frozen network that turns images into the activations of its named layers.
 *
 * Made by `inception`, `vgg16`, `vgg19` and `squeezenet`; anything of this shape can take their place.
 */
export interface FeatureNet {
  /** The names of the layers, first to last. */
  readonly layers: readonly string[];
  /**
   * Computes the named layers for images `[batch, height, width, 3]` in `[-1, 1]`.
   *
   * Differentiable in `x`; computes no further than the last layer asked for. The results are the
   * caller's, each `[batch, height', width', channels]`.
   *
   * @throws TypeError when `x` is no tensor
   * @throws RangeError for a wrong shape, an image too small, or a layer that the network lacks
   */
  forward(x: tf.Tensor4D, names: readonly string[]): Record<string, tf.Tensor4D>;
  /** Frees the network's weights. */
  dispose(): void;
}

/** One step of a network. */
export interface Stage {
  /** The layer's name, when its result can be asked for. */
  readonly name: string;
  /** Computes the step. */
  readonly run: (x: tf.Tensor4D) => tf.Tensor4D;
  /** The height or width that the step makes of a height or width. */
  readonly size: (size: number) => number;
}

/** What a {@link featureNet} is made of. */
export interface FeatureNetParts {
  /** The name of the factory, for errors. */
  readonly name: string;
  /** Maps images in [-1, 1] to the range that the first stage wants. */
  readonly preprocess: (x: tf.Tensor4D) => tf.Tensor4D;
  /** The steps, one after the other. */
  readonly stages: readonly Stage[];
  /** The tensors to free in the end. */
  readonly weights: readonly tf.Tensor[];
}

/** Makes a network that runs its stages one after the other. */
export function featureNet({ name, preprocess, stages, weights }: FeatureNetParts): FeatureNet {
  const layers = stages.map((stage) => stage.name);
  let disposed = false;
  return {
    layers,
    forward(x, names) {
      if (disposed) throw new Error(`${name}: expected a network in use, got a disposed one.`);
      checkNames(name, layers, names);
      const used = stages.slice(0, Math.max(...names.map((asked) => layers.indexOf(asked))) + 1);
      checkImages(name, used, x);
      return tf.tidy(() => runStages(used, preprocess(x), names));
    },
    dispose() {
      disposed = true;
      tf.dispose([...weights]);
    },
  };
}

function runStages(
  stages: readonly Stage[],
  input: tf.Tensor4D,
  names: readonly string[],
): Record<string, tf.Tensor4D> {
  const results: Record<string, tf.Tensor4D> = {};
  let value = input;
  for (const stage of stages) {
    value = stage.run(value);
    if (names.includes(stage.name)) results[stage.name] = value;
  }
  return results;
}

function checkNames(name: string, layers: readonly string[], names: readonly string[]): void {
  const unknown = names.filter((asked) => !layers.includes(asked));
  if (names.length > 0 && unknown.length === 0) return;
  const got = names.length === 0 ? 'no names' : unknown.join(', ');
  throw new RangeError(
    `${name}: expected names of its layers, got ${got}. It has ${layers.join(', ')}; the factory's option last decides where it ends.`,
  );
}

function checkImages(name: string, stages: readonly Stage[], x: tf.Tensor4D): void {
  if (!(x instanceof tf.Tensor)) {
    throw new TypeError(`${name}: expected a tensor of images, got ${typeof x}.`);
  }
  const shape: readonly number[] = x.shape;
  const [, height, width, channels] = shape;
  if (shape.length !== 4 || channels !== 3) {
    throw new RangeError(
      `${name}: expected images of shape [batch, height, width, 3], got [${shape}]. Repeat a grey channel three times with tf.tile.`,
    );
  }
  const least = smallestSize(stages);
  if (height! < least || width! < least) {
    throw new RangeError(
      `${name}: expected images of at least ${least} x ${least} for ${stages.at(-1)!.name}, got ${height} x ${width}. Enlarge the images or ask for an earlier layer.`,
    );
  }
}

function smallestSize(stages: readonly Stage[]): number {
  const fits = (size: number) => {
    for (const stage of stages) {
      size = stage.size(size);
      if (size < 1) return false;
    }
    return true;
  };
  let size = 1;
  while (!fits(size)) size++;
  return size;
}
