import { correctGradients } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import { LEAST_SIZE } from './optimise-image-crop.js';
import type { FeatureNetwork } from './optimise-image-targets.js';
import { type ImageUpdates, imageUpdates, type UpdateTerms } from './optimise-image-update.js';
import type { Compile } from './step-graph.js';

/** Options of {@link optimiseImage}. */
export interface OptimiseImageOptions {
  /** The number of updates; 120 unless `seconds` is given. */
  steps?: number | undefined;
  /** A time to stop after, whatever `steps` says. */
  seconds?: number | undefined;
  /** A preview comes after every so many updates, and after the last one. @default 10 */
  previewEvery?: number | undefined;
  /** The weight of style against content. @default 30 */
  styleWeight?: number | undefined;
  /** The size of the style images: the root of their area against the content's. @default 1 */
  styleScale?: number | undefined;
  /** The layers whose statistics make the style. @default activation_1 to activation_5 */
  styleLayers?: readonly string[] | undefined;
  /** The layer whose feature map is the content. @default activation_5 */
  contentLayer?: string | undefined;
  /** Adam's learning rate at the start; it halves after 60 % and 85 % of the way. @default 0.03 */
  learningRate?: number | undefined;
  /** Determines the shifts of the crop. @default 0 */
  seed?: number | undefined;
  /** Compiles the update: `compileStep` of `@ikat/backend-onnx`. @default runs it as it is */
  compile?: Compile | undefined;
  /** Ends the work after the update under way; the last preview still comes. */
  signal?: AbortSignal | undefined;
}

/** What {@link optimiseImage} has reached. Its functions are to be called before the next one. */
export interface ImagePreview {
  /** The updates done. */
  step: number;
  /** The updates planned; an estimate when the budget is in seconds. */
  steps: number;
  /** Whether this is the final image. */
  last: boolean;
  /** Downloads the two losses, unweighted. */
  losses(): Promise<{ content: number; style: number }>;
  /** The image [1, h, w, 3] in [-1, 1], the caller's. */
  image(): tf.Tensor4D;
}

const DEFAULTS = {
  previewEvery: 10,
  styleWeight: 30,
  styleScale: 1,
  styleLayers: [1, 2, 3, 4, 5].map((i) => `activation_${i}`) as readonly string[],
  contentLayer: 'activation_5',
  learningRate: 0.03,
  seed: 0,
};

type Settings = typeof DEFAULTS &
  Pick<OptimiseImageOptions, 'steps' | 'seconds' | 'signal' | 'compile'>;

/** The options that are given: an explicit undefined means the default. */
function defined(options: OptimiseImageOptions): Partial<Settings> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function checkImage(name: string, image: tf.Tensor4D): void {
  const [batch, height, width, channels] = image.shape;
  if (image.rank === 4 && batch === 1 && channels === 3 && Math.min(height, width) >= LEAST_SIZE)
    return;
  throw new RangeError(
    `optimiseImage: expected ${name} of shape [1, h, w, 3], h and w at least ${LEAST_SIZE}, got [${image.shape}]. Give one image, scaled to [-1, 1].`,
  );
}

function checkLayers(features: FeatureNetwork, layers: readonly string[]): void {
  for (const layer of layers) {
    if (features.layers.includes(layer)) continue;
    throw new RangeError(
      `optimiseImage: expected a layer of the feature network, got ${layer}. It has ${features.layers.join(', ')}: name some as styleLayers and contentLayer.`,
    );
  }
}

const POSITIVE = [
  'steps',
  'seconds',
  'previewEvery',
  'styleWeight',
  'styleScale',
  'learningRate',
] as const;

function checkSettings(settings: Settings): void {
  for (const name of POSITIVE) {
    const value = settings[name];
    if (value === undefined || value > 0) continue;
    throw new RangeError(
      `optimiseImage: expected ${name} above 0, got ${value}. Leave it out for the default.`,
    );
  }
}

const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

async function lossesOf({ content, style }: UpdateTerms) {
  const [[contentLoss], [styleLoss]] = await Promise.all([content.data(), style.data()]);
  return { content: contentLoss!, style: styleLoss! };
}

const decay = (progress: number) => (progress < 0.6 ? 1 : progress < 0.85 ? 0.5 : 0.25);

/** How far the work is, from 0 to 1, by the budget that runs out first. */
function clock({ steps, seconds }: { steps: number; seconds: number }) {
  const begin = performance.now();
  return (step: number) =>
    Math.min(1, Math.max(step / steps, (performance.now() - begin) / 1000 / seconds));
}

/** The previews of the work that `begin` prepares when the first of them is asked for. */
async function* previews(
  begin: () => ImageUpdates,
  { seconds = Number.POSITIVE_INFINITY, signal, ...settings }: Settings,
): AsyncGenerator<ImagePreview, void, void> {
  const steps = settings.steps ?? (Number.isFinite(seconds) ? Number.POSITIVE_INFINITY : 120);
  const work = begin();
  try {
    const progressAt = clock({ steps, seconds });
    for (let step = 1, progress = 0; progress < 1; step++) {
      const terms = work.update(settings.learningRate * decay(progress));
      try {
        // A clock is only honest when the device has done what it measures.
        if (Number.isFinite(seconds)) await terms.total.data();
        await turn();
        progress = signal?.aborted ? 1 : progressAt(step);
        const last = progress >= 1;
        if (!last && step % settings.previewEvery !== 0) continue;
        const planned = Number.isFinite(steps) ? steps : Math.round(step / progress);
        yield { step, steps: planned, last, losses: () => lossesOf(terms), image: work.image };
      } finally {
        tf.dispose(terms);
      }
    }
  } finally {
    work.dispose();
  }
}

/**
 * Paints the content in the style of one or more images by changing its pixels (no training).
 *
 * Minimises `||F - Fc||^2 / ||Fc||^2 + styleWeight * mean over layers of
 * (||S - Ss||^2 / ||Ss||^2 + ||m - ms||^2 / ||ms||^2)`: F the feature map of the content layer, S
 * and m the covariance and the mean of a style layer's channels. After Gatys et al. 2016, with
 * covariances for Gram matrices and a pyramid of images for the pixels, which suit networks other
 * than VGG. Several styles are mixed in equal parts.
 *
 * @param content one image [1, h, w, 3] in [-1, 1], of any size from 13 px that the network takes
 * @param style one image or several, of any size
 * @param features a frozen network, such as `inception()` of `@ikat/features`
 * @throws RangeError when a shape or an option is not as described
 *
 * @example
 * ```ts
 * import { inception } from '@ikat/features';
 * import { optimiseImage } from '@ikat/trainer';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const features = await inception();
 * const photo = tf.randomUniform<tf.Rank.R4>([1, 16, 16, 3], -1, 1, 'float32', 1);
 * const painting = tf.randomUniform<tf.Rank.R4>([1, 24, 16, 3], -1, 1, 'float32', 2);
 * const settings = {
 *   steps: 2, // 120 on real pictures, with all five layers
 *   styleLayers: ['activation_1'],
 *   contentLayer: 'activation_1',
 * };
 * for await (const preview of optimiseImage(photo, painting, features, settings)) {
 *   if (!preview.last) continue;
 *   const result = preview.image();
 *   console.log(result.shape.join(' x ')); // 1 x 16 x 16 x 3
 *   result.dispose();
 * }
 * tf.dispose([photo, painting]);
 * features.dispose();
 * ```
 */
export function optimiseImage(
  content: tf.Tensor4D,
  style: tf.Tensor4D | readonly tf.Tensor4D[],
  features: FeatureNetwork,
  options: OptimiseImageOptions = {},
): AsyncGenerator<ImagePreview, void, void> {
  const styles = style instanceof tf.Tensor ? [style] : style;
  const settings = { ...DEFAULTS, ...defined(options) };
  checkSettings(settings);
  checkImage('the content', content);
  if (styles.length === 0) {
    throw new RangeError('optimiseImage: expected a style image, got none. Give one or more.');
  }
  for (const image of styles) checkImage('each style', image);
  checkLayers(features, [...settings.styleLayers, settings.contentLayer]);
  correctGradients();
  return previews(() => imageUpdates(content, styles, features, settings), settings);
}
