export { mlpDiscriminator, mlpGenerator } from './mlp.js';
