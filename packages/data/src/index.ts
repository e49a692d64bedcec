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
export {
  type ImageStream,
  type ImageStreamParts,
  type IndexedStream,
  imageStream,
} from './image-stream.js';
export { type Raster, rasterToImages } from './raster.js';
export { type ResizeOptions, resizeBicubic, type Window } from './resize-bicubic.js';
export { type UnpairedBatch, type UnpairedOptions, unpaired } from './unpaired.js';
