import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { isSoftware, rendererOf } from './renderer.js';
import { startBackend } from './start-backend.js';
import type { Started, Wish } from './use-webgl.js';

/** Starts WebGL, or throws what it lacks. */
export async function startWebGl(wish: Wish): Promise<Started> {
  // Imported here, because importing it registers a backend that would become the default one.
  const { MathBackendWebGL, version_webgl } = await import('@tensorflow/tfjs-backend-webgl');
  // Otherwise the browser hides its software renderer, and nobody could say what is wrong.
  tf.env().set('SOFTWARE_WEBGL_ENABLED', true);
  if (!tf.env().getBool('HAS_WEBGL')) throw new Error('expected WebGL, got a browser without it');
  if (hasLostContext()) tf.removeBackend('webgl');
  if (!tf.findBackendFactory('webgl')) {
    tf.registerBackend('webgl', () => new MathBackendWebGL(), 2);
  }
  tf.env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', wish.memory);
  await startBackend('webgl', wish.timeout);
  const isFloat32 = tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED');
  const device = rendererOf((tf.backend() as MathBackendWebGL).gpgpu.gl);
  expectFit(device, isFloat32, wish);
  return {
    device,
    precision: isFloat32 ? 'float32' : 'float16',
    version: version_webgl,
    software: isSoftware(device),
    limits: { textureSize: tf.env().getNumber('WEBGL_MAX_TEXTURE_SIZE'), memory: wish.memory },
  };
}

function hasLostContext(): boolean {
  const running = tf.findBackend('webgl') as MathBackendWebGL | null;
  return running?.gpgpu.gl.isContextLost() === true;
}

function expectFit(device: string, isFloat32: boolean, { allowSoftware, allowFloat16 }: Wish) {
  if (!allowSoftware && isSoftware(device)) {
    throw new Error(`expected a GPU, got the software renderer ${device}, slower than WebAssembly`);
  }
  if (allowFloat16 || isFloat32) return;
  throw new Error(
    `expected a GPU that renders float32, got ${device}, which renders float16 only: training on it ends in NaN`,
  );
}
