export { expectClose } from './close.js';
export { type GoldenTensor, goldenTensor } from './golden.js';
export { expectGradient, expectSecondOrderGradient } from './gradient.js';
export { expectNoLeak } from './leak.js';
