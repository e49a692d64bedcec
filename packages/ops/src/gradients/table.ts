import { activations } from './activations.js';
import { arithmetic } from './arithmetic.js';
import { convolution } from './convolution.js';
import type { Correction, GradientCorrection } from './correction.js';
import { depthwise } from './depthwise.js';
import { elementwise } from './elementwise.js';
import { indexing } from './indexing.js';
import { matrix } from './matrix.js';
import { normalisation } from './normalisation.js';
import { pooling } from './pooling.js';
import { reductions } from './reductions.js';
import { resize } from './resize.js';
import { shape } from './shape.js';

const families = [
  arithmetic,
  elementwise,
  activations,
  reductions,
  shape,
  indexing,
  matrix,
  convolution,
  depthwise,
  pooling,
  resize,
  normalisation,
];

const all = (): readonly Correction[] => families.flatMap((family) => family());

/** Every gradient that this package registers. */
export const corrections = /* @__PURE__ */ all();

const rows = (): readonly GradientCorrection[] =>
  corrections.map(({ kernel, tfjs, here }) => ({ kernel, tfjs, here }));

/**
 * What `correctGradients()` registers: for each kernel, what TensorFlow.js 4.22 does and what is
 * right. Images and filters are channels-last, as everywhere in this project.
 *
 * Not here, because no registered gradient reaches what brings its own or none: `tf.logSoftmax` and
 * `tf.losses.softmaxCrossEntropy` (second order wrong; subtract `tf.logSumExp` instead),
 * `tf.batchNorm` without scale or offset (throws; give ones and zeros),
 * `tf.fused.depthwiseConv2d` and dilated `tf.fused.conv2d` without activation (throw; use the
 * operations that are not fused).
 *
 * @example
 * ```ts
 * import { gradientCorrections } from '@ikat/ops';
 *
 * const row = gradientCorrections.find(({ kernel }) => kernel === 'MirrorPad');
 * console.log(row?.tfjs); // wrong: drops what the border adds
 * ```
 */
export const gradientCorrections = /* @__PURE__ */ rows();
