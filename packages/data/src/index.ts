export {
  type Augmentation,
  colorJitter,
  cutout,
  type DiffAugmentOptions,
  diffAugment,
  translation,
} from './diff-augment.js';
export type { PictureStreamOptions } from './example-stream.js';
export {
  cropTo,
  type Framing,
  type FramingOptions,
  frame,
  resizeAndCrop,
  resizeTo,
  scaleLongSide,
  scaleShortSide,
  scaleWidth,
  wholeImage,
} from './framing.js';
export { type DatasetLike, type FromDatasetOptions, fromDataset } from './from-dataset.js';
export { type IdxImagesOptions, idxImages } from './idx-images.js';
export { type ImageGridOptions, imageGrid } from './image-grid.js';
export { type ImageSetOptions, imageSet } from './image-set.js';
export {
  type ImageStream,
  type ImageStreamParts,
  type IndexedStream,
  imageStream,
} from './image-stream.js';
export { map } from './map.js';
export { prefetch } from './prefetch.js';
export { type Raster, rasterToImages } from './raster.js';
export { type ResizeOptions, resizeBicubic, type Window } from './resize-bicubic.js';
export { take } from './take.js';
export { type UnpairedBatch, type UnpairedOptions, unpaired } from './unpaired.js';
