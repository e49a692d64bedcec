import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

/** Whether the active backend still has its device, and when it loses it. */
export interface LossWatch {
  isLost(): boolean;
  /** Ends when the device is lost, never before. */
  readonly lost: Promise<'lost'>;
  stop(): void;
}

const NEVER: Promise<'lost'> = new Promise(() => {});

/** Watches the active backend; one that has no device to lose never loses it. */
export function watchLoss(): LossWatch {
  const name = tf.getBackend();
  if (name === 'webgl') return watchWebGl((tf.backend() as MathBackendWebGL).gpgpu.gl);
  if (name === 'webgpu') return watchWebGpu(tf.backend() as WebGPUBackend);
  return { isLost: () => false, lost: NEVER, stop: () => {} };
}

function watchWebGl(gl: WebGLRenderingContext): LossWatch {
  const canvas = gl.canvas as EventTarget;
  let stop = () => {};
  const lost = new Promise<'lost'>((resolve) => {
    const hear = () => resolve('lost');
    canvas.addEventListener('webglcontextlost', hear);
    stop = () => canvas.removeEventListener('webglcontextlost', hear);
  });
  return { isLost: () => gl.isContextLost(), lost, stop };
}

function watchWebGpu({ device }: WebGPUBackend): LossWatch {
  let isLost = false;
  const lost = (device as { lost: Promise<unknown> }).lost.then((): 'lost' => {
    isLost = true;
    return 'lost';
  });
  return { isLost: () => isLost, lost, stop: () => {} };
}
