import { Worker } from 'node:worker_threads';
import { holdsTensor } from './holds-tensor.js';
import { switchOffTelemetry } from './telemetry.js';
import type { OnnxOptions } from './use-onnx.js';

/** What a module that runs in a worker may use besides its input. */
export interface WorkerContext {
  /** Tells the main thread something: losses, a picture. It is copied. */
  tell(message: unknown): void;
  /**
   * Aborted when the main thread asks the work to end; `train` ends after its step. A loop of your
   * own sees it if it waits now and then: `await new Promise(setImmediate)`.
   */
  signal: AbortSignal;
}

/** Options of {@link runInWorker}: what `useOnnx` takes, and how both sides talk. */
export interface WorkerOptions extends OnnxOptions {
  /** Called with each message that the module tells. */
  onMessage?: ((message: unknown) => void) | undefined;
  /** Asks the work to end; work that did not begin by then never does. */
  signal?: AbortSignal | undefined;
  /** Seconds that the work has to end when it is asked to; after them its thread is ended. @default 30 */
  graceSeconds?: number | undefined;
}

const GRACE_SECONDS = 30;

type Answer =
  | { kind: 'started' }
  | { kind: 'told'; message: unknown }
  | { kind: 'done'; result: unknown };

/** The worker: it starts the engine, then calls the module's `run`. */
const program = `
(async () => {
  const { parentPort, workerData } = await import('node:worker_threads');
  const controller = new AbortController();
  parentPort.on('message', () => controller.abort());
  const holdsTensor = ${String(holdsTensor)};
  const send = (answer, what) => {
    if (holdsTensor(answer)) {
      throw new TypeError('runInWorker: expected ' + what + ' that can be copied to another thread, got a tensor. Give its numbers: await tensor.data().');
    }
    try {
      parentPort.postMessage(answer);
    } catch (cause) {
      throw new TypeError('runInWorker: expected ' + what + ' that can be copied to another thread, got: ' + cause.message + ' Give numbers, texts and typed arrays.', { cause });
    }
  };
  const tell = (message) => send({ kind: 'told', message }, 'a message');
  const { useOnnx } = await import(workerData.engine);
  await useOnnx(workerData.options);
  const { run } = await import(workerData.module).catch((cause) => {
    if (!(cause instanceof SyntaxError)) throw cause;
    const [first] = cause.stack.split('\\n');
    const where = first.startsWith('file:') ? first : workerData.module + ', or what it imports,';
    throw new SyntaxError('runInWorker: expected ' + where + ' to be a module that can be read, got: ' + cause.message + '.', { cause });
  });
  if (typeof run !== 'function') {
    throw new TypeError('runInWorker: expected ' + workerData.module + ' to export a function run, got ' + typeof run + '.');
  }
  send({ kind: 'started' }, 'a message');
  const result = await run(workerData.input, { tell, signal: controller.signal });
  send({ kind: 'done', result }, 'a result');
  parentPort.close();
})();
`;

/**
 * Runs a module's function `run(input, context)` in a worker thread, on an engine of its own: a
 * training blocks that thread, and not the one that serves.
 *
 * Input, messages and result are copied between the threads, so they hold numbers, texts and typed
 * arrays, no tensors.
 *
 * @param module the file that exports `run`, as a URL: `new URL('./train.js', import.meta.url)`
 * @returns what `run` returns
 * @throws whatever `useOnnx`, loading the module, `run` or `onMessage` throws; TypeError when the
 * module is no URL, or input, message or result cannot be copied, or holds tensors; RangeError when
 * `graceSeconds` is negative; the signal's reason when it was aborted before `run` began; Error when the
 * worker ends before, or does not end when it is asked to
 *
 * @example
 * ```ts
 * import { writeFileSync } from 'node:fs';
 * import { pathToFileURL } from 'node:url';
 * import { runInWorker } from '@ikat/backend-onnx';
 *
 * writeFileSync('work.mjs', 'export const run = (input) => input.map((x) => 2 * x);');
 * const doubled = await runInWorker(pathToFileURL('work.mjs'), [1, 2], { threads: 1 });
 * console.log(doubled); // [ 2, 4 ]
 * ```
 */
export async function runInWorker<Result = unknown>(
  module: URL,
  input: unknown,
  { onMessage, signal, graceSeconds = GRACE_SECONDS, ...options }: WorkerOptions = {},
): Promise<Result> {
  const { href } = expectUrl(module);
  expectGrace(graceSeconds);
  signal?.throwIfAborted();
  switchOffTelemetry();
  const worker = start({ engine: import.meta.url, module: href, input, options });
  let stop = () => {};
  let timer: NodeJS.Timeout | undefined;
  return new Promise<Result>((resolve, reject) => {
    const end = (error: unknown) => {
      reject(error);
      void worker.terminate();
    };
    let started = false;
    stop = () => {
      if (!started) return end(signal!.reason);
      worker.postMessage('stop');
      timer = setTimeout(() => end(stuck(graceSeconds)), 1000 * graceSeconds);
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (answer: Answer) => {
      if (answer.kind === 'done') return resolve(answer.result as Result);
      started = true;
      if (answer.kind === 'started') return;
      try {
        onMessage?.(answer.message);
      } catch (error) {
        end(error);
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      // After a result or an error this changes nothing.
      reject(
        new Error(`runInWorker: expected a result, got the end of the worker (code ${code}).`),
      );
    });
  }).finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  });
}

const stuck = (seconds: number) =>
  new Error(
    `runInWorker: expected the work to end within ${seconds} s after it was asked to, got none of that: its thread was ended. Look at the signal now and then, waiting in between, or allow more graceSeconds.`,
  );

function expectGrace(seconds: unknown): void {
  if (typeof seconds === 'number' && seconds >= 0) return;
  throw new RangeError(
    `runInWorker: expected graceSeconds of at least 0, got ${seconds}. Leave it out for ${GRACE_SECONDS}.`,
  );
}

function expectUrl(module: unknown): URL {
  if (module instanceof URL) return module;
  throw new TypeError(
    `runInWorker: expected the module as a URL, got ${typeof module}. Give new URL('./work.js', import.meta.url).`,
  );
}

function start(workerData: { input: unknown } & Record<string, unknown>): Worker {
  if (holdsTensor(workerData.input)) {
    throw new TypeError(
      'runInWorker: expected an input that can be copied to another thread, got a tensor. Give its numbers: await tensor.data().',
    );
  }
  try {
    return new Worker(program, { eval: true, workerData });
  } catch (cause) {
    throw new TypeError(
      `runInWorker: expected an input that can be copied to another thread, got: ${(cause as Error).message} Give numbers, texts and typed arrays.`,
      { cause },
    );
  }
}
