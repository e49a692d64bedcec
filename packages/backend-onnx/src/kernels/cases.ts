import type { KernelCase } from './compare.js';
import { elementwise } from './elementwise.js';
import { images } from './images.js';
import { matrix } from './matrix.js';
import { movement } from './movement.js';
import { random } from './random.js';
import { reductions } from './reductions.js';

/** Random calls of every kernel that is recorded. */
export const cases: readonly KernelCase[] = [
  ...elementwise,
  ...reductions,
  ...movement,
  ...matrix,
  ...images,
  ...random,
];
