import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

/** A folder with a node_modules that holds a stand-in for @tensorflow/tfjs-node-gpu. */
export function fakePackage(program: string, { binding = true } = {}): string {
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'ikat-node-gpu-')));
  const folder = join(project, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
  mkdirSync(join(folder, 'lib', 'napi-v8'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "version": "4.22.0", "main": "index.js" }');
  writeFileSync(join(folder, 'index.js'), program);
  if (binding) writeFileSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'), '');
  return project;
}

/** Program of a package that registers a backend, as the real one does on import. */
export const registers = (backend: 'gpu' | 'cpu' | 'broken') =>
  `globalThis.registerFakeTensorflow(${JSON.stringify(backend)});`;

class FakeTensorflow extends MathBackendCPU {
  constructor(
    readonly isUsingGpuDevice: boolean,
    readonly works: boolean,
  ) {
    super();
  }
  override write(...args: Parameters<MathBackendCPU['write']>): object {
    if (!this.works) throw new TypeError('(0 , util_1.isNullOrUndefined) is not a function');
    return super.write(...args);
  }
}

/** Makes {@link registers} work. */
export function offerFakeTensorflow(): void {
  for (const kernel of tf.getKernelsForBackend('cpu')) {
    tf.registerKernel({ ...kernel, backendName: 'tensorflow' });
  }
  Object.assign(globalThis, {
    registerFakeTensorflow: (kind: string) =>
      tf.registerBackend('tensorflow', () => new FakeTensorflow(kind === 'gpu', kind !== 'broken')),
  });
}
