import { isMainThread } from 'node:worker_threads';
import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-common';
import { switchOffTelemetry } from './telemetry.js';

/** The log level of the native library at which nothing is printed. */
const FATAL = 4;

/** A loaded ONNX program. Running it blocks: the runtime computes on threads of its own meanwhile. */
export interface NativeSession {
  loadModel(
    buffer: ArrayBufferLike,
    offset: number,
    length: number,
    options: InferenceSession.SessionOptions,
  ): void;
  run(
    feeds: Record<string, Tensor>,
    fetches: Record<string, Tensor | null>,
    options: InferenceSession.RunOptions,
  ): Record<string, Tensor>;
  endProfiling(): void;
  dispose(): void;
}

/** What this project uses of ONNX Runtime. */
export interface Runtime {
  version: string;
  Tensor: TensorConstructor;
  /** The devices that this build of the runtime names. */
  devices: readonly string[];
  newSession(): NativeSession;
  /** Runs a program into memory that is there already. */
  runInto(
    session: NativeSession,
    feeds: Record<string, Tensor>,
    results: Record<string, Tensor>,
  ): void;
}

let loaded: Promise<Runtime> | undefined;

/**
 * Loads the native library of ONNX Runtime.
 *
 * Its public interface only runs asynchronously, although the native call beneath is synchronous,
 * as TensorFlow.js needs it: so the call beneath is taken, and the version is pinned.
 */
export async function loadRuntime(): Promise<Runtime> {
  switchOffTelemetry();
  loaded ??= load().catch((cause) => {
    loaded = undefined;
    throw new Error(
      `useOnnx: expected the native library of onnxruntime-node to load on ${process.platform} ${process.arch}, got: ${(cause as Error).message} Reinstall the package, or use @ikat/backend-wasm.`,
      { cause },
    );
  });
  return loaded;
}

async function load(): Promise<Runtime> {
  // Imported here, because importing it loads the native library.
  const runtime = await import('onnxruntime-node');
  const native = await import('onnxruntime-node/dist/binding.js');
  const { binding, initOrt } = native.default ?? native;
  runtime.env.logLevel = 'fatal'; // errors are thrown; they need not be printed, too
  initOrt();
  const { refusing, runInto } = withoutCopies(runtime.Tensor);
  binding.initOrtOnce(FATAL, refusing, isMainThread);
  return {
    version: runtime.env.versions.node ?? 'unknown',
    Tensor: runtime.Tensor,
    devices: binding.listSupportedBackends().map(({ name }) => name),
    newSession: () => new binding.InferenceSession() as unknown as NativeSession,
    runInto,
  };
}

/**
 * Runs without the copies of results that nobody wants.
 *
 * The library writes results into the memory that it was given, and then copies each of them once more
 * into a tensor that it returns: fresh memory that costs more than many a program. It makes these
 * tensors with a constructor that it was told at the start, one by one: when the first is refused, all
 * results are written, and none is copied. Where somebody told the library another constructor since,
 * the copies are made and forgotten.
 */
function withoutCopies(Tensor: TensorConstructor): {
  refusing: TensorConstructor;
  runInto: Runtime['runInto'];
} {
  const refusal = new Error('onnx: expected nobody to want a copy of results.');
  let refuses = false;
  const refusing = new Proxy(Tensor, {
    construct(target, args: ConstructorParameters<TensorConstructor>) {
      if (refuses) throw refusal;
      return new target(...args);
    },
  });
  const runInto: Runtime['runInto'] = (session, feeds, results) => {
    refuses = true;
    try {
      session.run(feeds, results, {});
    } catch (error) {
      if (error !== refusal) throw error;
    } finally {
      refuses = false;
    }
  };
  return { refusing, runInto };
}
