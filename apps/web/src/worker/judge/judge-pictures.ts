import { frame, type Raster, rasterToImages, resizeTo, scaleShortSide } from '@ikat/data';
import { judge } from '@ikat/models';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { CallContext } from '../../rpc/serve.js';
import { startBackend } from '../backend.js';
import { decode } from '../stylise/decode.js';
import { factsOf, type JudgeFacts, type JudgeSource, openJudge } from './discriminator.js';
import { type Distances, measureDistances } from './distances.js';

/** Pictures, and who is to judge them. */
export interface JudgeRequest {
  source: JudgeSource;
  pictures: Blob[];
  /** What the pictures were made of, and the style they were to reach. */
  original: Blob | undefined;
  style: Blob | undefined;
  /** The shorter side that pictures are scaled to. */
  size: number;
}

/** What a discriminator says of one picture. */
export interface Verdict {
  picture: number;
  /** Mean of its raw scores. */
  mean: number;
  /** Mean of sigmoid(score): 1 is "of my style". */
  probability: number;
  /** Where it says what: sigmoid(score) in rows; none where one score judges all. */
  map: { width: number; height: number; values: Float32Array } | undefined;
  distances: Distances;
}

/** Judges pictures one after the other, and tells each verdict. */
export async function judgePictures(
  { source, pictures, original, style, size }: JudgeRequest,
  { signal, emit }: CallContext<Verdict>,
): Promise<JudgeFacts> {
  await startBackend();
  const { model, card } = await openJudge(source);
  try {
    const beside = {
      original: original && (await decode(original)),
      style: style && (await decode(style)),
    };
    for (const [index, picture] of pictures.entries()) {
      if (signal.aborted) break;
      const raster = await decode(picture);
      const said = await judgeOne(model, raster, size);
      emit({ picture: index, ...said, distances: await measureDistances(raster, beside) });
    }
    return factsOf(card);
  } finally {
    model.dispose();
  }
}

/** The verdict on pixels, scaled as the discriminator takes them. */
export async function judgeOne(
  model: LayersModel,
  raster: Raster,
  size: number,
): Promise<Pick<Verdict, 'mean' | 'probability' | 'map'>> {
  const [, fixed, , channels] = model.inputs[0]!.shape;
  const framing = fixed ? resizeTo(fixed) : scaleShortSide(size);
  const scaled = frame(raster, framing);
  const image = rasterToImages(channels === 1 ? grey(scaled) : scaled);
  try {
    const { scores, mean, probability } = await judge(model, image);
    const [, height = 1, width = 1] = scores.shape;
    const values = Float32Array.from(await scores.data(), sigmoid);
    scores.dispose();
    const map = scores.rank === 4 && width * height > 1 ? { width, height, values } : undefined;
    return { mean, probability, map };
  } finally {
    image.dispose();
  }
}

const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));

/** Rec. 601's grey, as the data package's. */
function grey({ width, height, data }: Raster): Raster {
  const levels = new Float32Array(width * height);
  for (let i = 0; i < levels.length; i++) {
    levels[i] = 0.299 * data[3 * i]! + 0.587 * data[3 * i + 1]! + 0.114 * data[3 * i + 2]!;
  }
  return { width, height, channels: 1, data: levels };
}
