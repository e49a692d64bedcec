export type { DecodeOptions, ImageSource } from './node/decode.js';
export type { FileStream, ImageFilesOptions, SkippedImage } from './node/file-stream.js';
export { type IdxOptions, idx, type LabelledBatch, labelledIdx } from './node/idx.js';
export { imageFolder } from './node/image-folder.js';
export { listImages } from './node/list-images.js';
export { type Fit, type ReadImageOptions, readImage } from './node/read-image.js';
export { type WriteImageOptions, writeImage } from './node/write-image.js';
