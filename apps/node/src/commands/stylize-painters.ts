import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readImage } from '@ikat/data/node';
import { inception } from '@ikat/features';
import { type LoadedModel, stylize } from '@ikat/models';
import { loadModel } from '@ikat/models/node';
import { exportOnnx } from '@ikat/onnx';
import { optimiseImage } from '@ikat/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { type RunningBackend, startBackend } from '../backend.js';
import type { CommonOptions } from '../options.js';
import type { Output } from '../output.js';
import { isFolder } from '../picture-files.js';
import type { Painter } from '../picture-stream.js';
import { expectGenerator } from './expect-generator.js';
import { graphPainter } from './graph-painter.js';

export interface StylizeOptions extends CommonOptions {
  model?: string;
  style?: string[];
  out?: string;
  force: boolean;
  maxSide?: number;
  maxMemory?: number;
  steps?: number;
  for?: number;
  styleWeight: number;
  styleScale: number;
}

export interface PainterContext {
  options: StylizeOptions;
  output: Output;
  signal: AbortSignal;
  backend: RunningBackend;
}

export const STEPS = 120;
/** The longest side with --style when nobody says another. */
export const STYLE_RESULT_SIDE = 256;
// The style is measured at about the size of the result: more pixels would be thrown away.
const STYLE_SIDE = 2048;

/** What paints: a network on ONNX Runtime or on TensorFlow.js, or the picture's own pixels. */
export async function makePainter(context: PainterContext): Promise<Painter> {
  const { model } = context.options;
  if (model === undefined) return stylePainter(context);
  if (!isFolder(model) && model.endsWith('.onnx')) {
    expectEngine(context);
    const bytes = await readFile(model).catch((cause) => refuse(model, cause));
    return graphPainter(bytes, { ...context, name: model });
  }
  return context.backend.name === 'onnx'
    ? exportedPainter(model, context)
    : modelPainter(model, context);
}

function refuse(model: string, cause: NodeJS.ErrnoException): never {
  const got = cause.code === 'ENOENT' ? `nothing at ${model}` : `${model} (${cause.code})`;
  throw new Error(`stylize: expected a model folder or an .onnx file, got ${got}.`, { cause });
}

function expectEngine({ backend }: PainterContext): void {
  if (backend.name === 'onnx') return;
  throw new Error(
    `stylize: expected the onnx backend to run an .onnx file, got ${backend.name}. Choose --backend onnx, or give a model folder.`,
  );
}

/** Of a model folder: exported in memory, because weights that do not change make it faster. */
async function exportedPainter(folder: string, context: PainterContext): Promise<Painter> {
  // Pictures and weights lie on the plain backend: they are only carried to the graph and back.
  await startBackend({ backend: 'cpu' });
  const { model, card } = await loadModel(folder);
  try {
    expectGenerator(folder, card);
    expectImages(model);
    const bytes = exportedOrNot(model, context.output);
    if (bytes) return await graphPainter(bytes, { ...context, name: folder });
  } finally {
    model.dispose();
  }
  await startBackend(context.options);
  return modelPainter(folder, context);
}

/** Networks of others may have operations that cannot be written. */
function exportedOrNot(model: LoadedModel['model'], output: Output): Uint8Array | undefined {
  try {
    return exportOnnx(model).bytes;
  } catch (error) {
    output.warn(`The model runs as it is, which is slower: ${(error as Error).message}`);
    return undefined;
  }
}

function expectImages({ inputs }: { inputs: readonly { shape: readonly unknown[] }[] }): void {
  const wanted = inputs[0]?.shape ?? [];
  if (inputs.length === 1 && wanted.length === 4) return;
  throw new RangeError(
    `stylize: expected a generator that takes images, got one that takes [${wanted.map((size) => size ?? 'any')}]. A network that starts from noise cannot stylise a picture.`,
  );
}

async function modelPainter(folder: string, { options }: PainterContext): Promise<Painter> {
  const { model, card } = await loadModel(folder);
  expectGenerator(folder, card);
  const channels = model.inputs[0]?.shape.at(-1) === 1 ? 1 : 3;
  const paint: Painter['paint'] = async (picture) => stylize(model, picture);
  return { paint, channels, side: options.maxSide, dispose: async () => void model.dispose() };
}

async function stylePainter({ options, output, signal }: PainterContext): Promise<Painter> {
  const features = await inception();
  const side = options.maxSide ?? STYLE_RESULT_SIDE;
  const styles = await Promise.all(
    options.style!.map((file) => readImage(file, { size: STYLE_SIDE, fit: 'within' })),
  );
  const steps = options.steps ?? (options.for === undefined ? STEPS : undefined);
  const paint: Painter['paint'] = async (picture, { from }) => {
    const label = basename(from);
    const progress = output.progress(label, options.for ?? steps!, options.for ? 's' : 'steps');
    const started = performance.now();
    let painted: tf.Tensor4D | undefined;
    for await (const preview of optimiseImage(picture, styles, features, {
      ...{ steps, seconds: options.for, seed: options.seed, signal },
      ...{ styleWeight: options.styleWeight, styleScale: options.styleScale, previewEvery: 5 },
    })) {
      const { content, style } = await preview.losses();
      const done = options.for ? (performance.now() - started) / 1000 : preview.step;
      progress.update(done, `content ${content.toFixed(3)}  style ${style.toFixed(4)}`);
      output.event('losses', { label, step: preview.step, content, style });
      if (preview.last) painted = preview.image();
    }
    progress.stop();
    return painted!;
  };
  const dispose = async () => {
    tf.dispose(styles);
    features.dispose();
  };
  return { paint, channels: 3, side, dispose };
}
