import { totalmem } from 'node:os';
import { basename } from 'node:path';
import { type ImageGraph, loadGraph } from '@ikat/backend-onnx';
import type * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../backend.js';
import type { Output } from '../output.js';
import type { Painter } from '../picture-stream.js';
import { cardWithin, expectGenerator } from './expect-generator.js';
import { fixedSizeOf, scaled } from './fixed-size.js';
import type { PainterContext } from './stylize-painters.js';

/** What paints with an .onnx file, or with a model folder that was exported in memory. */
export async function graphPainter(
  bytes: Uint8Array,
  { options, output, signal, name }: PainterContext & { name: string },
): Promise<Painter> {
  await startBackend({ backend: 'cpu' });
  const { threads, device, maxMemory = totalmem() / 2 } = options;
  const graph = await loadGraph(bytes, { threads, device, name });
  await expectGraph(graph, name);
  const fixed = fixedSizeOf(bytes);
  if (fixed) {
    const size = `${fixed.width} x ${fixed.height}`;
    output.warn(`${name} takes pictures of ${size} alone: they are scaled to that, and back.`);
  }
  const run: Painter['paint'] = async (picture, { from }) => {
    const strips = stripProgress(basename(from), output, signal);
    try {
      return await graph.run(picture, { maxMemory, onStrip: strips.update }).catch(nameFlag);
    } finally {
      strips.stop();
    }
  };
  const paint: Painter['paint'] = async (picture, job) => {
    const painted = fixed && scaled(picture, fixed, (small) => run(small, job));
    return expectPicture(await (painted ?? run(picture, job)), picture);
  };
  const channels = graph.channels[0] === 1 ? 1 : 3;
  return { paint, channels, side: options.maxSide, dispose: () => graph.dispose() };
}

async function expectGraph(graph: ImageGraph, name: string): Promise<void> {
  const card = cardWithin(graph.metadata);
  try {
    if (card) expectGenerator(name, card);
  } catch (error) {
    await graph.dispose();
    throw error;
  }
}

/** The library knows nothing of flags. */
function nameFlag(error: Error): never {
  const { code, path } = error as NodeJS.ErrnoException;
  if (code !== undefined && /mkdtemp/.test(error.message)) {
    throw new Error(
      `stylize: expected a folder for temporary files, got ${path} (${code}). Set TMPDIR to a folder that may be written to.`,
      { cause: error },
    );
  }
  const message = error.message.replace(
    'GB, or a smaller image',
    'GB: use --max-memory, or a smaller image',
  );
  throw new Error(message.replace('loadGraph run', 'stylize'), { cause: error });
}

function stripProgress(label: string, output: Output, signal: AbortSignal) {
  let progress: ReturnType<Output['progress']> | undefined;
  return {
    update(done: number, total: number) {
      if (signal.aborted) throw new Error('stylize: interrupted.');
      progress ??= output.progress(label, total, 'strips');
      progress.update(done);
    },
    stop: () => progress?.stop(),
  };
}

function expectPicture(painted: tf.Tensor4D, { shape }: tf.Tensor4D): tf.Tensor4D {
  const [, height, width, channels] = painted.shape;
  const isSize = height === shape[1] && width === shape[2];
  if (isSize && (channels === 1 || channels === 3)) return painted;
  painted.dispose();
  const isSmaller = height < shape[1] && width < shape[2];
  throw new RangeError(
    `stylize: expected a generator that keeps the size of its images, got [${painted.shape}] from [${shape}]. ${isSmaller && channels === 1 ? 'Is it a discriminator? Give that to judge.' : 'A network that makes something else than a picture of that size cannot be used here.'}`,
  );
}
