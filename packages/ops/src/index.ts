export { correctGradients } from './correct-gradients.js';
