/** For each output position: the first input it reads, how many, and their weights. */
export interface Taps {
  starts: Int32Array;
  counts: Int32Array;
  weights: Float64Array;
  /** Weights kept for each position. */
  stride: number;
}

/** One direction of a scaling: `count` of the `to` positions that `from` become. */
export interface Axis {
  from: number;
  to: number;
  first: number;
  count: number;
  /** Weights are rounded to multiples of 1 / unit and stored times unit; 1 leaves them exact. */
  unit: number;
}

/** Weights for bytes are whole numbers of this unit, as in PIL. */
export const fixedPoint = 2 ** 22;

/** The cubic convolution kernel of Keys (1981) with a = -1/2. */
function cubic(x: number): number {
  const t = Math.abs(x);
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
  if (t < 2) return ((-0.5 * t + 2.5) * t - 4) * t + 2;
  return 0;
}

/** Which inputs each output is the weighted mean of, as PIL has it. */
export function tapsOf({ from, to, first, count, unit }: Axis): Taps {
  const scale = from / to;
  const widening = Math.max(scale, 1);
  const support = 2 * widening;
  const stride = Math.ceil(support) * 2 + 1;
  const taps = {
    starts: new Int32Array(count),
    counts: new Int32Array(count),
    weights: new Float64Array(count * stride),
    stride,
  };
  for (let position = 0; position < count; position++) {
    const center = (first + position + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(from, Math.trunc(center + support + 0.5));
    const at = position * stride;
    let total = 0;
    for (let input = start; input < end; input++) {
      const weight = cubic((input - center + 0.5) / widening);
      taps.weights[at + input - start] = weight;
      total += weight;
    }
    for (let tap = at; tap < at + end - start; tap++) {
      const weight = taps.weights[tap]! / total;
      taps.weights[tap] = unit === 1 ? weight : Math.trunc(weight * unit + Math.sign(weight) / 2);
    }
    taps.starts[position] = start;
    taps.counts[position] = end - start;
  }
  return taps;
}
