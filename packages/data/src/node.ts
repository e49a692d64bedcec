export { idx } from './node/idx.js';
