/**
 * The mean and standard deviation of each channel of an encoder's features.
 *
 * @param features positions in rows, channels together, as encoders give them
 * @returns the means, then the deviations (divisor: the number of positions)
 *
 * @example
 * ```ts
 * import { textureMoments } from '@ikat/culture';
 *
 * console.log([...textureMoments([1, 10, 3, 10], 2)].join(' ')); // 2 10 1 0
 * ```
 */
export function textureMoments(features: ArrayLike<number>, channels: number): Float64Array {
  const positions = positionsOf('textureMoments', features, channels);
  const result = new Float64Array(2 * channels);
  for (let i = 0; i < features.length; i++) result[i % channels]! += features[i]! / positions;
  for (let i = 0; i < features.length; i++) {
    const c = i % channels;
    result[channels + c]! += (features[i]! - result[c]!) ** 2 / positions;
  }
  return result.map((value, c) => (c < channels ? value : Math.sqrt(value)));
}

/**
 * The Gram matrix of an encoder's features, `F F^T / positions`: the upper triangle in rows.
 *
 * @param features positions in rows, channels together
 *
 * @example
 * ```ts
 * import { textureGram } from '@ikat/culture';
 *
 * console.log([...textureGram([1, 2, 3, 4], 2)].join(' ')); // 5 7 10
 * ```
 */
export function textureGram(features: ArrayLike<number>, channels: number): Float64Array {
  const positions = positionsOf('textureGram', features, channels);
  const result = new Float64Array((channels * (channels + 1)) / 2);
  for (let start = 0; start < features.length; start += channels) {
    for (let a = 0, at = 0; a < channels; a++) {
      for (let b = a; b < channels; b++, at++) {
        result[at]! += (features[start + a]! * features[start + b]!) / positions;
      }
    }
  }
  return result;
}

function positionsOf(name: string, features: ArrayLike<number>, channels: number): number {
  const positions = features.length / channels;
  if (!Number.isInteger(positions) || positions < 1 || !Number.isInteger(channels)) {
    throw new RangeError(
      `${name}: expected a multiple of ${channels} features, got ${features.length}.`,
    );
  }
  return positions;
}
