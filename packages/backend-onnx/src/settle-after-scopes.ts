import * as tf from '@tensorflow/tfjs-core';
import { OnnxBackend } from './onnx-backend.js';

let settling = false;

/**
 * Lets the backend see the end of every outermost tidy. A loop whose steps are tidies and whose
 * losses nobody reads would otherwise record on and on: its programs would be many steps long.
 */
export function settleAfterScopes(): void {
  if (settling) return;
  settling = true;
  const engine = tf.engine();
  const endScope = engine.endScope.bind(engine);
  engine.endScope = (...parts) => {
    endScope(...parts);
    const { backend } = engine;
    const isOutermost = engine.state.scopeStack.length === 0;
    if (isOutermost && backend instanceof OnnxBackend) backend.settle();
  };
}
