import { isMainThread } from 'node:worker_threads';

/** ONNX Runtime's own switch, which it reads once, when it starts. */
const SWITCH = 'ORT_DISABLE_TELEMETRY';

/**
 * Keeps ONNX Runtime from reporting to its makers what it runs, as its builds for Linux and macOS do from
 * 1.29 on: in this process, and in the workers that it starts from now on.
 *
 * The engine calls it before it loads ONNX Runtime. A program calls it where worker threads of its own are to
 * load the engine: they have only a copy of the environment, and cannot switch anything off.
 *
 * @throws Error in a worker of a process that has not called it
 *
 * @example
 * ```ts
 * import { Worker } from 'node:worker_threads';
 * import { switchOffTelemetry } from '@ikat/backend-onnx';
 *
 * switchOffTelemetry();
 * const text = 'console.log(process.env.ORT_DISABLE_TELEMETRY)'; // in earnest: work with the engine
 * new Worker(text, { eval: true }); // prints 1
 * ```
 */
export function switchOffTelemetry(): void {
  if (isMainThread) process.env[SWITCH] = '1';
  else if (process.env[SWITCH] !== '1') {
    throw new Error(
      `switchOffTelemetry: expected ${SWITCH} to be 1 in the environment that this worker was given, got ${process.env[SWITCH] ?? 'nothing'}: ONNX Runtime would report what it runs. Call switchOffTelemetry() in the main thread before the worker starts, or use runInWorker.`,
    );
  }
}
