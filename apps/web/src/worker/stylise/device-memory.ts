import * as tf from '@tensorflow/tfjs-core';

interface Backend {
  wasm?: { HEAPU8: Uint8Array };
}

/** Bytes that the backend has taken so far: the heap of WebAssembly, or what lies on the GPU. */
export function deviceMemory(): number {
  const { wasm } = tf.backend() as unknown as Backend;
  if (wasm) return wasm.HEAPU8.byteLength;
  const memory = tf.memory() as tf.MemoryInfo & { numBytesInGPUAllocated?: number };
  return memory.numBytesInGPUAllocated ?? memory.numBytes;
}
