import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe } from 'vitest';

/** The backends that unit tests run on; some are only in Node, some only in browsers. */
export type TestBackend = 'cpu' | 'wasm' | 'onnx' | 'webgl';

type Starts = Partial<Record<TestBackend, () => Promise<unknown>>>;

/** What unit tests call, for the backends of this runtime. */
export function backendTests(start: Starts, usual: readonly TestBackend[]) {
  /** Makes TensorFlow.js compute on one of them. */
  async function useTestBackend(backend: TestBackend): Promise<void> {
    await start[backend]!();
    await tf.ready();
  }

  /** Runs a group of tests once on each backend (all usual ones, or those named that are here). */
  function onEachBackend(
    body: (backend: TestBackend) => void,
    backends: readonly TestBackend[] = usual,
  ): void {
    const here = backends.filter((backend) => start[backend] !== undefined);
    describe.each(here)('on %s', (backend) => {
      beforeAll(() => useTestBackend(backend));
      body(backend);
    });
  }

  return { onEachBackend, useTestBackend };
}
