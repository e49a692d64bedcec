export { childSeed } from './child-seed.js';
export { hashUniforms } from './hash-uniforms.js';
export { type RandomSource, randomSource } from './random-source.js';
