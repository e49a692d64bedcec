import type * as tf from '@tensorflow/tfjs-core';
import {
  type ExampleSource,
  type ExampleStream,
  exampleStream,
  type PictureStreamOptions,
} from '../example-stream.js';
import type { DecodeOptions } from '../image-options.js';
import { decode } from './decode.js';

/** A stream of images out of files. */
export type FileStream<Batch = tf.Tensor4D> = ExampleStream<Batch>;

/** What every stream of image files takes. */
export interface ImageFilesOptions extends PictureStreamOptions, DecodeOptions {}

/** A stream over files that are read one by one and may be broken. */
export const fileStream = <Batch>(
  source: ExampleSource<Batch>,
  options: ImageFilesOptions,
): FileStream<Batch> => exampleStream(source, options);

/** Reads one file as {@link fileStream} wants it. */
export const decoded = (name: string, file: string, options: DecodeOptions) =>
  decode(name, file, { maxPixels: options.maxPixels, channels: options.channels });
