export type { DecodeOptions, Fit, ReadImageOptions } from './image-options.js';
export { decodeImage } from './web/decode-image.js';
export { drawImage } from './web/draw-image.js';
export { type ImageBlobOptions, imageBlob } from './web/image-blob.js';
export { imageData } from './web/image-data.js';
export type { WebDecodeOptions, WebImageSource } from './web/open-bitmap.js';
export { readImage, type WebReadImageOptions } from './web/read-image.js';
