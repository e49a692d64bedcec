import * as tf from '@tensorflow/tfjs-core';
import { isSoftware } from './renderer.js';
import { startBackend } from './start-backend.js';
import type { Started, Wish } from './use-webgl.js';

interface Adapter {
  info?: Partial<Record<'vendor' | 'architecture' | 'device' | 'description', string>>;
  isFallbackAdapter?: boolean;
  limits: { maxTextureDimension2D: number; maxStorageBufferBindingSize: number };
}
interface Gpu {
  requestAdapter(options: object): Promise<Adapter | null>;
}

/** Starts WebGPU, or throws what it lacks. */
export async function startWebGpu({ timeout, allowSoftware }: Wish): Promise<Started> {
  const { gpu } = navigator as { gpu?: Gpu };
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('expected WebGPU, got a browser that has none or hides it');
  const device = nameOf(adapter);
  const software = adapter.isFallbackAdapter === true || isSoftware(device);
  if (software && !allowSoftware) {
    throw new Error(`expected a GPU, got the software adapter ${device}, slower than WebAssembly`);
  }
  await import('@tensorflow/tfjs-backend-webgpu');
  await startBackend('webgpu', timeout);
  const { maxTextureDimension2D, maxStorageBufferBindingSize } = adapter.limits;
  return {
    device,
    precision: 'float32',
    version: tf.version_core,
    software,
    limits: { textureSize: maxTextureDimension2D, memory: maxStorageBufferBindingSize },
  };
}

function nameOf({ info = {} }: Adapter): string {
  const parts = [info.vendor, info.architecture, info.device, info.description];
  return parts.filter((part) => part).join(' ') || 'an unnamed WebGPU adapter';
}
