import { arithmetic, reductions } from './arithmetic.js';
import { convolutions, matrices } from './convolution.js';
import { elementwise, piecewise } from './elementwise.js';
import { others, pools } from './image.js';
import type { GradientCase } from './inputs.js';
import { indexing, shapes } from './movement.js';

/** Everything that the table of gradients is tested with. */
export const cases: readonly GradientCase[] = [
  arithmetic,
  elementwise,
  reductions,
  shapes,
  indexing,
  matrices,
  convolutions,
  pools,
  others,
  piecewise,
].flat();
