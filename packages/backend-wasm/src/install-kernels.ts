import { installFilterGradient } from './filter-gradient.js';
import { installInputGradient } from './input-gradient.js';
import { installLeakyRelu } from './leaky-relu.js';
import { installMatMul } from './matmul.js';
import { installSums } from './sums.js';
import { installViews } from './views.js';

/** Registers all of this package's kernels for the wasm backend; a second time changes nothing. */
export function installKernels(): void {
  installMatMul();
  installInputGradient();
  installFilterGradient();
  installViews();
  installSums();
  installLeakyRelu();
}
