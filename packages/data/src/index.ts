export type { ImageStream } from './image-stream.js';
