import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-common';

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
    fetches: Record<string, Tensor>,
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
}

let loaded: Promise<Runtime> | undefined;

/**
 * Loads the native library of ONNX Runtime.
 *
 * Its public interface only runs asynchronously, although the native call beneath is synchronous,
 * as TensorFlow.js needs it: so the call beneath is taken, and the version is pinned.
 */
export function loadRuntime(): Promise<Runtime> {
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
  return {
    version: runtime.env.versions.node ?? 'unknown',
    Tensor: runtime.Tensor,
    devices: binding.listSupportedBackends().map(({ name }) => name),
    newSession: () => new binding.InferenceSession() as unknown as NativeSession,
  };
}
