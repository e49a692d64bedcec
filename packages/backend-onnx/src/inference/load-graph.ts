import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { readOnnx } from '@ikat/onnx';
import type { InferenceSession } from 'onnxruntime-node';
import { type OnnxDevice, providers, sessionOptions } from '../devices.js';
import { expectKnown } from '../known-options.js';
import { switchOffTelemetry } from '../telemetry.js';
import { GraphRunner } from './graph-runner.js';
import { type ImageGraph, imageGraph } from './image-graph.js';
import { imageShapeOf } from './image-shape.js';

/** Options of {@link loadGraph}. */
export interface LoadGraphOptions {
  /** Where it runs. @default 'cpu' */
  device?: OnnxDevice | undefined;
  /** Threads that share the work of the cpu. @default as many as the machine has */
  threads?: number | undefined;
  /** What errors call the file when its bytes are given. @default their number */
  name?: string | undefined;
}

/**
 * Loads an .onnx file from images to images, to run it at the full speed of ONNX Runtime. No
 * TensorFlow.js backend is needed, nor changed.
 *
 * @param source a file's name, or its bytes
 * @throws Error when the file is not there, is no whole ONNX file, keeps its weights elsewhere, or
 *   ONNX Runtime refuses it; RangeError when it has other inputs and outputs than one image each,
 *   or an option is out of range; TypeError when the source is neither, or
 *   an option is none that exists
 *
 * @example
 * ```ts
 * import { loadGraph } from '@ikat/backend-onnx';
 * import { exportOnnx } from '@ikat/onnx';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const negative = (image: tf.Tensor4D) => tf.neg(image);
 * const { bytes } = exportOnnx(negative, { inputs: { image: ['batch', 'height', 'width', 3] } });
 * const graph = await loadGraph(bytes);
 * const { data } = await graph.run({ data: new Float32Array(12).fill(0.5), shape: [1, 2, 2, 3] });
 * console.log(data[0]); // -0.5
 * await graph.dispose();
 * ```
 */
export async function loadGraph(
  source: string | Uint8Array,
  options: LoadGraphOptions = {},
): Promise<ImageGraph> {
  expectKnown('loadGraph', options, ['device', 'threads', 'name']);
  const { device = 'cpu', threads = availableParallelism(), name } = options;
  if (!Number.isInteger(threads) || threads < 1 || threads > 512) {
    throw new RangeError(
      `loadGraph: expected threads to be a whole number from 1 to 512, got ${threads}. Leave it out for a good one.`,
    );
  }
  if (!Object.hasOwn(providers, device)) {
    const known = Object.keys(providers).join(', ');
    throw new RangeError(`loadGraph: expected a device of ${known}, got ${device}.`);
  }
  if (typeof source !== 'string' && !(source instanceof Uint8Array)) {
    throw new TypeError(
      `loadGraph: expected the name of an .onnx file, or its bytes as a Uint8Array, got ${typeof source}.`,
    );
  }
  const called = name ?? (typeof source === 'string' ? source : `${source.length} bytes`);
  const bytes = typeof source === 'string' ? await bytesOf(source) : source;
  const file = fileOf(bytes, called);
  const shape = imageShapeOf(file.graph, called);
  const runtime = await runtimeOf();
  const session = await sessionOf(runtime, bytes, { called, device, threads });
  const runner = new GraphRunner({
    ...{ runtime, session, file, shape, called },
    options: sessionOptions(device, threads) as InferenceSession.SessionOptions,
  });
  const channels = [shape.input.channels, shape.output.channels] as const;
  return imageGraph(runner, { metadata: file.metadata, channels });
}

async function bytesOf(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: NodeJS.ErrnoException) => {
    const got = cause.code === 'ENOENT' ? `nothing at ${path}` : `${path} (${cause.code})`;
    throw new Error(`loadGraph: expected an .onnx file, got ${got}.`, { cause });
  });
}

function fileOf(bytes: Uint8Array, called: string) {
  try {
    return readOnnx(bytes);
  } catch (cause) {
    const reason = (cause as Error).message.replace(/^readOnnx: /, '');
    throw new Error(`loadGraph: ${called}: ${reason}`, { cause });
  }
}

async function runtimeOf() {
  switchOffTelemetry();
  try {
    const runtime = await import('onnxruntime-node');
    runtime.env.logLevel = 'fatal'; // errors are thrown; they need not be printed, too
    return runtime;
  } catch (cause) {
    throw new Error(
      `loadGraph: expected the native library of onnxruntime-node to load on ${process.platform} ${process.arch}, got: ${(cause as Error).message} Reinstall the package, or use a TensorFlow.js model with @ikat/backend-wasm.`,
      { cause },
    );
  }
}

async function sessionOf(
  runtime: typeof import('onnxruntime-node'),
  bytes: Uint8Array,
  { called, device, threads }: { called: string; device: OnnxDevice; threads: number },
) {
  try {
    return await runtime.InferenceSession.create(
      bytes,
      sessionOptions(device, threads) as InferenceSession.SessionOptions,
    );
  } catch (cause) {
    const [line] = (cause as Error).message.split('\n');
    throw new Error(
      `loadGraph: expected a network that ONNX Runtime ${runtime.env.versions.node ?? ''} takes on the device ${device}, got ${called}: ${line}`,
      { cause },
    );
  }
}
