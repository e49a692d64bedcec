import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { networkWeights } from './network-variables.js';
import type { TrainStep } from './train-step.js';

/** Networks, and the step that trains them. */
export interface Trained<Batch> {
  networks: Record<string, LayersModel>;
  step: TrainStep<Batch>;
}

/** Every number of the weights and of the step's state. */
export const bits = ({ networks, step }: Trained<never>) => {
  const state = step.state();
  const tensors = { ...networkWeights(networks), ...state.tensors };
  const values = Object.entries(tensors).map(([name, x]) => [name, [...x.dataSync()]]);
  tf.dispose(state.tensors);
  return { ...Object.fromEntries(values), values: state.values };
};
