import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { architectureOf } from './architecture.js';
import { checkImages, checkWhole, checkWord } from './check.js';
import { extend } from './extend.js';
import { isSpatial, type Wrap } from './layers/spatial-layer.js';

/** Options of {@link stylize}. */
export interface StylizeOptions {
  /**
   * Axes on which the image is a ring, so that the result has no seam there: `width` for 360 degree
   * panoramas, `both` for tiles. The image's size must then fit the network on these axes.
   */
  wrap?: Wrap | undefined;
  /** Pixels of mirrored image around the picture that the network sees and the result does not keep. */
  margin?: number | undefined;
}

/**
 * Runs a generator on images of any size: mirrors them up to a size that the network takes, and
 * cuts the result back.
 *
 * @param generator a model from images to images of the same size
 * @param image `[b, h, w, channels]` in [-1, 1]
 * @returns `[b, h, w, channels]` in [-1, 1], the caller's
 * @throws RangeError when the shapes do not fit, or a wrapped axis has a size that the network
 *   cannot take
 *
 * @example
 * ```ts
 * import { resnetGenerator, stylize } from '@ikat/models';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const generator = resnetGenerator({ blocks: 1, filters: 2, seed: 1 });
 * const painting = stylize(generator, tf.zeros([1, 15, 21, 3]));
 * console.log(painting.shape); // [ 1, 15, 21, 3 ]
 * ```
 */
export function stylize(
  generator: tfl.LayersModel,
  image: tf.Tensor4D,
  { wrap = 'none', margin = 0 }: StylizeOptions = {},
): tf.Tensor4D {
  checkWord('stylize wrap', wrap, ['none', 'width', 'height', 'both']);
  checkWhole('stylize margin', margin, 0);
  checkImages('stylize', image);
  checkGenerator(generator, image);
  const { sizeMultiple, minimumSize } = architectureOf(generator);
  const [batch, height, width] = image.shape;
  const fitted = (size: number, ring: boolean) => {
    const wanted = Math.max(ring ? size : size + 2 * margin, minimumSize);
    return Math.ceil(wanted / sizeMultiple) * sizeMultiple;
  };
  const rings = {
    height: wrap === 'height' || wrap === 'both',
    width: wrap === 'width' || wrap === 'both',
  };
  const sizes = [fitted(height, rings.height), fitted(width, rings.width)] as const;
  checkRings(image, rings, sizes);
  const before = [rings.height ? 0 : margin, rings.width ? 0 : margin] as const;
  return tf.tidy(() => {
    const whole = extend(frame(image, before), ...sizes);
    const result = wrapped(generator, wrap, () => generator.apply(whole)) as tf.Tensor4D;
    checkResult(whole, result);
    return tf.slice(result, [0, ...before, 0], [batch, height, width, result.shape[3]]);
  });
}

/** Puts a mirrored frame at the top and the left; `extend` makes the rest. */
function frame(x: tf.Tensor4D, [top, left]: readonly [number, number]): tf.Tensor4D {
  if (top === 0 && left === 0) return x;
  const flipped = tf.reverse(x, [1, 2]);
  const extended = extend(flipped, x.shape[1] + top, x.shape[2] + left);
  return tf.reverse(extended, [1, 2]);
}

/** Runs with what lies beyond the border set, and puts it back. */
function wrapped<T>(model: tfl.LayersModel, wrap: Wrap, run: () => T): T {
  const spatial = model.layers.filter(isSpatial);
  const before = spatial.map((layer) => layer.wrap);
  for (const layer of spatial) layer.wrap = wrap;
  try {
    return run();
  } finally {
    for (const [index, layer] of spatial.entries()) layer.wrap = before[index]!;
  }
}

function checkGenerator(generator: tfl.LayersModel, image: tf.Tensor4D): void {
  const wanted = generator.inputs[0]?.shape ?? [];
  if (generator.inputs.length !== 1 || wanted.length !== 4) {
    throw new RangeError(
      `stylize: expected a generator that takes images, got one that takes [${wanted.map((size) => size ?? 'any')}]. A network that starts from noise cannot stylise a picture.`,
    );
  }
  const fits = wanted.every((size, axis) => size === null || size === image.shape[axis]);
  if (fits) return;
  throw new RangeError(
    `stylize: expected images [${wanted.map((size) => size ?? 'any')}], got [${image.shape}]. Resize them, or convert their channels.`,
  );
}

function checkRings(
  image: tf.Tensor4D,
  rings: { height: boolean; width: boolean },
  [height, width]: readonly [number, number],
): void {
  const check = (axis: string, size: number, fitted: number) => {
    if (size === fitted) return;
    throw new RangeError(
      `stylize: expected a ${axis} of ${fitted} pixels to wrap, got ${size}. Resize the image, for a seam cannot be closed by cutting.`,
    );
  };
  if (rings.height) check('height', image.shape[1], height);
  if (rings.width) check('width', image.shape[2], width);
}

function checkResult(whole: tf.Tensor4D, result: tf.Tensor4D): void {
  if (result.shape[1] === whole.shape[1] && result.shape[2] === whole.shape[2]) return;
  throw new RangeError(
    `stylize: expected a generator that keeps the size of its images, got [${result.shape}] from [${whole.shape}]. Is it a discriminator? Give that to judge.`,
  );
}
