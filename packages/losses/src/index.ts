export { type AdversarialLoss, nonSaturating } from './adversarial.js';
