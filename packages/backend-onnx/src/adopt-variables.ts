import * as tf from '@tensorflow/tfjs-core';
import { OnnxBackend } from './onnx-backend.js';

let adopting = false;

/** Lets the backend see every new variable; TensorFlow.js has no other place that tells of them. */
export function adoptVariables(): void {
  if (adopting) return;
  adopting = true;
  const engine = tf.engine();
  const makeVariable = engine.makeVariable.bind(engine);
  engine.makeVariable = (...parts) => {
    const variable = makeVariable(...parts);
    const { backend } = engine;
    if (backend instanceof OnnxBackend) backend.adopt(variable);
    return variable;
  };
}
