import type { Raster } from '@ikat/data';
import { frame, rasterToImages } from '@ikat/data';
import { inception } from '@ikat/features';
import { content, covariance } from '@ikat/losses';
import * as tf from '@tensorflow/tfjs-core';

/** How far a picture is from its original and from a style, in the features of a network. */
export interface Distances {
  /** `||F(x) - F(G(x))||^2 / ||F(x)||^2`: 0 is the same picture. */
  content: number | undefined;
  /** The distance of means and covariances from the style's: 0 is the same style. */
  style: number | undefined;
  /** That of the original: what there was to go. */
  styleOfOriginal: number | undefined;
}

const CONTENT_LAYER = 'activation_5';
const STYLE_LAYERS = [1, 2, 3, 4, 5].map((number) => `activation_${number}`);
/** The longer side of the pictures that are compared. */
const SIDE = 192;

/** Measures a picture beside its original and a style, as far as they are given. */
export async function measureDistances(
  picture: Raster,
  { original, style }: { original: Raster | undefined; style: Raster | undefined },
): Promise<Distances> {
  if (!original && !style) {
    return { content: undefined, style: undefined, styleOfOriginal: undefined };
  }
  const features = await inception();
  try {
    const losses = tf.tidy(() => {
      const size = sizeOf(picture);
      const made = scaled(picture, size);
      const source = original && scaled(original, size);
      const keepContent = content((x) => features.forward(x, [CONTENT_LAYER]));
      const reachStyle = covariance((x) => features.forward(x, STYLE_LAYERS));
      const aim = style && scaled(style, sizeOf(style));
      return {
        content: source && keepContent(made, source),
        style: aim && reachStyle(made, aim),
        styleOfOriginal: aim && source && reachStyle(source, aim),
      };
    });
    return {
      content: await read(losses.content),
      style: await read(losses.style),
      styleOfOriginal: await read(losses.styleOfOriginal),
    };
  } finally {
    features.dispose();
  }
}

async function read(scalar: tf.Tensor | undefined): Promise<number | undefined> {
  if (scalar === undefined) return undefined;
  const [value] = await scalar.data();
  scalar.dispose();
  return value;
}

type Size = readonly [width: number, height: number];

function sizeOf({ width, height }: Raster): Size {
  const factor = SIDE / Math.max(width, height);
  return [Math.max(32, Math.round(width * factor)), Math.max(32, Math.round(height * factor))];
}

const scaled = (raster: Raster, size: Size) => rasterToImages(frame(raster, { scale: () => size }));
