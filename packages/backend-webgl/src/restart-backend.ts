import * as tf from '@tensorflow/tfjs-core';

const TRIES = 20;
const PAUSE = 250;

/** Makes the active GPU backend anew, on a new context or device. */
export async function restartBackend(): Promise<void> {
  const name = tf.getBackend();
  const factory = tf.findBackendFactory(name);
  tf.removeBackend(name);
  tf.registerBackend(name, factory);
  for (let number = 1; number <= TRIES; number++) {
    // The browser's GPU process may need a moment before it gives contexts again.
    if (await tf.setBackend(name).catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  throw new Error(
    `guardContext: expected a new context of ${name}, got none within ${(TRIES * PAUSE) / 1000} seconds. Reload the page, or go on with useWasm of @ikat/backend-wasm.`,
  );
}
