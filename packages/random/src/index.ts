export { childSeed } from './child-seed.js';
export { type RandomSource, randomSource } from './random-source.js';
