import * as tf from '@tensorflow/tfjs-core';
import { expectKnown } from '../known-options.js';
import type { GraphRunner, RunOptions } from './graph-runner.js';
import type { ImageArray } from './image-array.js';

/** A network from images to images, ready to run. */
export interface ImageGraph {
  /** What the file says about itself; `ikat.card` is a model card as JSON. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Channels of the images, in and out; undefined where the file leaves them open. */
  readonly channels: readonly [input: number | undefined, output: number | undefined];
  /**
   * Runs it: plain numbers in, plain numbers out, or a tensor in and a tensor of the caller's out.
   * Images of sizes that the network does not take are mirrored up to one, and the result is cut back.
   * An image, or a strip of one, blocks the thread while it is computed: a server runs it in a worker.
   *
   * @throws TypeError when the image is none, or an option is none that exists; RangeError when the
   *   network does not take its shape, or the memory does not do; Error after `dispose`
   */
  run<Image extends tf.Tensor4D | ImageArray>(image: Image, options?: RunOptions): Promise<Image>;
  /** Frees the native memory, after the runs that go on have ended. */
  dispose(): Promise<void>;
}

/** What users hold: it checks what it is given, and waits for runs before it lets go. */
export function imageGraph(
  runner: GraphRunner,
  facts: Pick<ImageGraph, 'metadata' | 'channels'>,
): ImageGraph {
  const runs = new Set<Promise<unknown>>();
  let disposed: Promise<void> | undefined;
  return {
    ...facts,
    run: async (image, options = {}) => {
      if (disposed) {
        throw new Error(
          'loadGraph run: expected a graph that was not disposed, got a run after dispose. Load it again.',
        );
      }
      expectOptions(options);
      const run = runOn(runner, image, options);
      runs.add(run);
      return run.finally(() => runs.delete(run));
    },
    dispose: () => {
      disposed ??= Promise.allSettled(runs).then(() => runner.dispose());
      return disposed;
    },
  };
}

async function runOn<Image extends tf.Tensor4D | ImageArray>(
  runner: GraphRunner,
  image: Image,
  options: RunOptions,
): Promise<Image> {
  expectImage(image);
  if (!(image instanceof tf.Tensor)) return (await runner.run(image, options)) as Image;
  const data = (await image.data()) as Float32Array;
  const result = await runner.run({ data, shape: image.shape }, options);
  return tf.tensor4d(result.data, [...result.shape]) as Image;
}

function expectOptions(options: RunOptions): void {
  expectKnown('loadGraph run', options, ['maxMemory', 'onStrip']);
  const { maxMemory, onStrip } = options;
  if (maxMemory !== undefined && !(typeof maxMemory === 'number' && maxMemory > 0)) {
    throw new RangeError(
      `loadGraph run: expected maxMemory as a number of bytes above 0, got ${inWords(maxMemory)}. Leave it out for no limit.`,
    );
  }
  if (onStrip !== undefined && typeof onStrip !== 'function') {
    throw new TypeError(
      `loadGraph run: expected onStrip to be a function, got ${inWords(onStrip)}.`,
    );
  }
}

function expectImage(image: unknown): void {
  const { data, dtype, shape } = (image ?? {}) as Record<string, unknown>;
  const isTensor = image instanceof tf.Tensor;
  const isFloats = isTensor ? dtype === 'float32' : data instanceof Float32Array;
  const isShape = Array.isArray(shape) && shape.length === 4 && shape.every(Number.isInteger);
  if (isFloats && isShape) return;
  const got = isTensor
    ? `a tensor ${dtype}[${shape}]`
    : shape === undefined && data === undefined
      ? inWords(image)
      : `data: ${inWords(data)}, shape: ${inWords(shape)}`;
  throw new TypeError(
    `loadGraph run: expected images as a float32 tensor or as { data: Float32Array, shape: [batch, height, width, channels] }, got ${got}.`,
  );
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.length > 4 ? 'an array' : JSON.stringify(value);
  if (typeof value === 'string') return JSON.stringify(value);
  const isObject = typeof value === 'object' && value !== null;
  return isObject ? (value.constructor?.name ?? 'an object') : String(value);
}
