export { onEachBackend, useTestBackend } from './backends.js';
export { expectClose } from './close.js';
export { type GoldenTensor, goldenTensor, readGolden } from './golden.js';
export { expectGradient, expectSecondOrderGradient } from './gradient.js';
export { expectNoLeak } from './leak.js';
