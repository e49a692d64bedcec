export type { SkippedImage } from './example-stream.js';
export type { IdxOptions } from './idx-file.js';
export type { DecodeOptions, Fit, ReadImageOptions } from './image-options.js';
export type { ImageSource } from './node/decode.js';
export type { FileStream, ImageFilesOptions } from './node/file-stream.js';
export {
  type IdxImagesOptions,
  idx,
  type LabelledBatch,
  labelledIdx,
} from './node/idx.js';
export { imageFolder } from './node/image-folder.js';
export {
  type FolderReport,
  type InspectFolderOptions,
  inspectFolder,
  type NearDuplicate,
  type Spread,
} from './node/inspect-folder.js';
export { listImages } from './node/list-images.js';
export {
  type ManifestImage,
  type ManifestImagesOptions,
  manifestImages,
  readManifest,
} from './node/manifest-images.js';
export { alignedPairs, type PairedBatch, pairedFolders } from './node/pairs.js';
export { readImage } from './node/read-image.js';
export { readRaster } from './node/read-raster.js';
export { writeGrid } from './node/write-grid.js';
export { type WriteImageOptions, writeImage } from './node/write-image.js';
