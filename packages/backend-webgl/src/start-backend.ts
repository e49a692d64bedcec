import * as tf from '@tensorflow/tfjs-core';

/** A promise that ends also when what it waits for does not. */
export async function within<T>(milliseconds: number, wait: Promise<T>): Promise<T | 'late'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, milliseconds, 'late');
  });
  try {
    return await Promise.race([wait, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Makes a backend the active one, or says what came instead. */
export async function startBackend(name: string, timeout: number): Promise<void> {
  const started = await within(timeout, tf.setBackend(name));
  if (started === true) return;
  const got = started === 'late' ? `no answer within ${timeout} ms` : 'a failure';
  throw new Error(`expected ${name} to start, got ${got}`);
}
