import { readImage } from '@ikat/data/node';
import { inception } from '@ikat/features';
import { content, covariance } from '@ikat/losses';
import { stylize } from '@ikat/models';
import { reflectPad } from '@ikat/ops';
import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';

const SIDE = 256;
const styleLayers = [1, 2, 3, 4, 5].map((number) => `activation_${number}`);

/**
 * How far painted photographs are from the photographs in content and from the style's pictures in
 * style: means over photographs that the model has not seen, with 95 % bootstrap intervals.
 */
export async function measure(model, { photos, styles, styleSize }) {
  const features = await inception();
  const seen = (layers) => (x) => features.forward(reflectPad(x, 12), layers);
  const contentDistance = content(seen(['activation_5']));
  const style = covariance(seen(styleLayers));
  const pictures = await Promise.all(
    styles.map((file) => readImage(file, { size: styleSize, fit: 'inside' })),
  );
  const toStyle = (x) => mean(pictures.map((picture) => number(style(x, picture))));
  const rows = [];
  for (const file of photos) {
    const photo = await readImage(file, { size: SIDE, fit: 'inside' });
    rows.push(
      tf.tidy(() => {
        const painted = stylize(model, photo);
        const contentKept = number(contentDistance(painted, photo));
        return { contentKept, before: toStyle(photo), after: toStyle(painted) };
      }),
    );
    photo.dispose();
  }
  tf.dispose(pictures);
  features.dispose();
  return {
    contentDistance: interval(rows.map((row) => row.contentKept)),
    styleDistanceOfPhotographs: interval(rows.map((row) => row.before)),
    styleDistance: interval(rows.map((row) => row.after)),
  };
}

const number = (scalar) => scalar.dataSync()[0];
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const rounded = (value) => Number(value.toPrecision(3));

/** The mean, and where 95 % of the means of resampled photographs lie. */
function interval(values) {
  const draw = randomSource(1);
  const means = Array.from({ length: 2000 }, () =>
    mean(values.map(() => values[draw.integer(values.length)])),
  ).sort((a, b) => a - b);
  return { value: rounded(mean(values)), low: rounded(means[50]), high: rounded(means[1949]) };
}
