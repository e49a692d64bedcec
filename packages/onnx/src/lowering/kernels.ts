import { convolution } from './convolution.js';
import { elementwise } from './elementwise.js';
import type { KernelFamily, RecordKernel } from './family.js';
import { indexing } from './indexing.js';
import type { LowerNode } from './lowering.js';
import { matrix } from './matrix.js';
import { mirror } from './mirror.js';
import { movement } from './movement.js';
import { normalisation } from './normalisation.js';
import { padding } from './padding.js';
import { placement } from './placement.js';
import { pooling } from './pooling.js';
import { random } from './random.js';
import { reductions } from './reductions.js';
import { resizing } from './resize.js';

const families: readonly KernelFamily[] = [
  elementwise,
  reductions,
  movement,
  padding,
  indexing,
  mirror,
  matrix,
  convolution,
  pooling,
  resizing,
  normalisation,
  random,
  placement,
];

/** How each kernel of TensorFlow.js is recorded. */
export const recordKernels: Readonly<Record<string, RecordKernel>> = Object.assign(
  {},
  ...families.map(({ record }) => record),
);

/** How each recorded node becomes ONNX. */
export const lowerNodes: Readonly<Record<string, LowerNode>> = Object.assign(
  {},
  ...families.map(({ lower }) => lower),
);
