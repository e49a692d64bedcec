import '@tensorflow/tfjs-backend-cpu';
import { useWasm } from '@ikat/backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe } from 'vitest';

const start = {
  cpu: () => tf.setBackend('cpu'),
  wasm: () => useWasm(),
};

/** The backends that the unit tests of this machine run on. */
export type TestBackend = keyof typeof start;

/** Runs a group of tests once on each backend (all that Node has, unless named). */
export function onEachBackend(
  body: (backend: TestBackend) => void,
  backends: readonly TestBackend[] = ['cpu', 'wasm'],
): void {
  describe.each(backends)('on %s', (backend) => {
    beforeAll(async () => {
      await start[backend]();
      await tf.ready();
    });
    body(backend);
  });
}
