import type { OnnxFile, OnnxGraph } from '@ikat/onnx';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { loadRuntime } from '../runtime.js';
import { type ImageArray, mirroredRows } from './image-array.js';
import type { ImageShape } from './image-shape.js';
import { fromPlanes, toPlanes } from './planes.js';
import { type SizeNeeds, sizeNeeds } from './size-needs.js';
import { planTiling, type TilingPlan } from './tiling/plan.js';
import { runTiled } from './tiling/run-tiled.js';
import { Untileable } from './tiling/spread.js';
import { divide, TooLittleMemory } from './tiling/strips.js';

/** Options of one run. */
export interface RunOptions {
  /**
   * Bytes that the whole process may use. A larger image is computed in strips, with activations in
   * temporary files; the result is the same. @default no limit
   */
  maxMemory?: number | undefined;
  /** Called after each strip of an image that is computed in strips. */
  onStrip?: ((done: number, total: number) => void) | undefined;
}

export interface RunnerParts {
  runtime: typeof import('onnxruntime-node');
  session: InferenceSession;
  file: OnnxFile;
  shape: ImageShape;
  /** What the file is called in messages. */
  called: string;
  options: InferenceSession.SessionOptions;
}

/** Bytes for each pixel of what lies beside the network: the result, and its way into a file. */
const BESIDE = 20;
/** What ONNX Runtime keeps over what is alive, because its blocks do not fit exactly. */
const SLACK = 1.5;

export class GraphRunner {
  private readonly needs: SizeNeeds;
  private plan: TilingPlan | Untileable | undefined;

  constructor(private readonly parts: RunnerParts) {
    this.needs = sizeNeeds(parts.file);
  }

  async run(image: ImageArray, { maxMemory, onStrip }: RunOptions): Promise<ImageArray> {
    const { height, width } = this.fitted(image);
    if (maxMemory !== undefined && this.bytesFor(height, width) > maxMemory) {
      return this.inStrips(image, { height, width, maxMemory, onStrip });
    }
    return this.whole(image, { height, width });
  }

  async dispose(): Promise<void> {
    await this.parts.session.release();
  }

  /** The size that the network sees. */
  private fitted({ data, shape }: ImageArray) {
    const { input } = this.parts.shape;
    const [batch, height, width, channels] = shape;
    const wanted = [input.batch, input.height, input.width, input.channels];
    const fits =
      data.length === batch * height * width * channels &&
      data.length > 0 &&
      wanted.every((size, axis) => size === undefined || size === shape[axis]);
    if (!fits) {
      const isFixed = input.height !== undefined || input.width !== undefined;
      throw new RangeError(
        `loadGraph run: expected images [${wanted.map((size) => size ?? 'any')}] for ${this.parts.called}, got [${shape}] of ${data.length} numbers. ${isFixed ? 'The file takes no other size: resize them, or export the network with open sizes.' : 'Convert their channels.'}`,
      );
    }
    const { multiple, minimum } = this.needs;
    const fit = (size: number) => Math.ceil(Math.max(size, minimum) / multiple) * multiple;
    return { height: input.height ?? fit(height), width: input.width ?? fit(width) };
  }

  private async whole(
    image: ImageArray,
    { height, width }: { height: number; width: number },
  ): Promise<ImageArray> {
    const { runtime, session, shape } = this.parts;
    const [batch, , , channels] = image.shape;
    const isFitted = height === image.shape[1] && width === image.shape[2];
    const images = isFitted
      ? image.data
      : joined(
          Array.from({ length: batch }, (_, index) =>
            mirroredRows(image, index, { from: 0, to: height, width }),
          ),
        );
    const { planar } = shape.input;
    const dims = planar ? [batch, channels, height, width] : [batch, height, width, channels];
    const data = planar ? toPlanes(images, batch, channels) : images;
    const results = await session.run({
      [shape.input.name]: new runtime.Tensor('float32', data, dims),
    });
    return this.cut(results[shape.output.name]!, image, { height, width });
  }

  /** What belongs to the image, of what came of the mirrored one. */
  private cut(
    { data, dims }: Tensor,
    image: ImageArray,
    fitted: { height: number; width: number },
  ): ImageArray {
    const { planar } = this.parts.shape.output;
    const [batch, height, width, channels] = (
      planar ? [dims[0], dims[2], dims[3], dims[1]] : dims
    ) as [number, number, number, number];
    const numbers = planar
      ? fromPlanes(data as Float32Array, batch, channels)
      : (data as Float32Array);
    const [, ownHeight, ownWidth] = image.shape;
    const isOwn = fitted.height === ownHeight && fitted.width === ownWidth;
    if (isOwn) return { data: numbers, shape: [batch, height, width, channels] };
    if (height !== fitted.height || width !== fitted.width) {
      throw new RangeError(
        `loadGraph run: expected a network that keeps the size of its images, got [${dims}] from ${this.parts.called} for ${fitted.height} rows of ${fitted.width}. Give it images of a size that it keeps.`,
      );
    }
    const result = new Float32Array(batch * ownHeight * ownWidth * channels);
    for (let index = 0; index < batch; index++) {
      for (let row = 0; row < ownHeight; row++) {
        const from = (index * height + row) * width * channels;
        const part = numbers.subarray(from, from + ownWidth * channels);
        result.set(part, (index * ownHeight + row) * ownWidth * channels);
      }
    }
    return { data: result, shape: [batch, ownHeight, ownWidth, channels] };
  }

  /** Bytes that the process will have when it computes a whole image. */
  private bytesFor(height: number, width: number): number {
    const plan = this.tiling();
    // Of a network that cannot be tiled nothing is known, and nothing could be done.
    if (plan instanceof Untileable) return 0;
    const pixels = height * width;
    return process.memoryUsage().rss + pixels * (BESIDE + SLACK * plan.wholeBytes);
  }

  private tiling(): TilingPlan | Untileable {
    if (this.plan) return this.plan;
    try {
      const { graph, beyond } = this.parts.file;
      if (beyond.length > 0) throw new Untileable(`expected known operations, got ${beyond[0]}`);
      this.plan = planTiling(graph);
    } catch (error) {
      if (!(error instanceof Untileable)) throw error;
      this.plan = error;
    }
    return this.plan;
  }

  private async inStrips(
    image: ImageArray,
    { height, width, maxMemory, onStrip }: StripOptions,
  ): Promise<ImageArray> {
    const { file, shape, options } = this.parts;
    const { spreads, output } = this.tiling() as TilingPlan;
    const [batch, ownHeight, ownWidth, inputs] = image.shape;
    const { channels } = spreads.get(output)!;
    const size = ownHeight * ownWidth * channels;
    const result = new Float32Array(batch * size);
    const room = maxMemory - process.memoryUsage().rss - BESIDE * ownHeight * ownWidth;
    const common = {
      runtime: await loadRuntime(),
      graph: file.graph,
      height,
      width,
      bytes: room,
      onStrip,
    };
    const work = (index: number) => ({
      ...common,
      rows: (from: number, to: number) => {
        const rows = mirroredRows(image, index, { from, to, width });
        return shape.input.planar ? toPlanes(rows, 1, inputs) : rows;
      },
      write: (data: Float32Array, from: number) => {
        const rows = shape.output.planar ? fromPlanes(data, 1, channels) : data;
        const count = Math.min(rows.length / width / channels, ownHeight - from);
        for (let row = 0; row < count; row++) {
          const start = row * width * channels;
          const part = rows.subarray(start, start + ownWidth * channels);
          result.set(part, index * size + (from + row) * ownWidth * channels);
        }
      },
    });
    try {
      const { enableCpuMemArena, ...division } = divisionOf(file.graph, common);
      const session = { ...options, enableCpuMemArena };
      for (let index = 0; index < batch; index++) {
        await runTiled({ ...work(index), ...division, session });
      }
    } catch (cause) {
      throw inWords(cause as Error, { height, width, maxMemory });
    }
    return { data: result, shape: [batch, ownHeight, ownWidth, channels] };
  }
}

interface StripOptions {
  height: number;
  width: number;
  maxMemory: number;
  onStrip: RunOptions['onStrip'];
}

/**
 * Ways to divide the work, the fastest first. Wide halos store less. With a pool the memory of a strip is
 * taken once a stage, and not once an operation; but a pool keeps more than it needs.
 */
const ways = [true, false].flatMap((enableCpuMemArena) =>
  [64, 24, 8].map((halo) => ({ enableCpuMemArena, halo, spare: enableCpuMemArena ? 2.1 : 1.3 })),
);

/** The fastest way whose strips fit. */
function divisionOf(graph: OnnxGraph, room: { height: number; width: number; bytes: number }) {
  let last: unknown;
  for (const { enableCpuMemArena, halo, spare } of ways) {
    const plan = planTiling(graph, halo);
    try {
      const strips = plan.stages.map((stage) => divide(stage, { ...room, spare }));
      return { plan, strips, enableCpuMemArena };
    } catch (error) {
      if (!(error instanceof TooLittleMemory)) throw error;
      last = error;
    }
  }
  throw last;
}

function inWords(
  cause: Error,
  { height, width, maxMemory }: { height: number; width: number; maxMemory: number },
): Error {
  const gigabytes = (bytes: number) => `${(Math.ceil(bytes / 1e7) / 100).toFixed(2)}GB`;
  if (cause instanceof TooLittleMemory) {
    return new RangeError(
      `loadGraph run: expected memory for strips of a ${width} x ${height} image, got ${gigabytes(maxMemory)}. It takes ${gigabytes(maxMemory + cause.missing)}, or a smaller image.`,
      { cause },
    );
  }
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC') {
    return new Error(
      'loadGraph run: expected room for temporary files, got a full disk. Set TMPDIR to a larger one, or allow more memory.',
      { cause },
    );
  }
  if (/alloc|memory/i.test(cause.message)) {
    return new Error(
      `loadGraph run: ran out of memory with ${gigabytes(maxMemory)} allowed. Allow less, so that strips become smaller: ${gigabytes(maxMemory * 0.7)}.`,
      { cause },
    );
  }
  return cause;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
