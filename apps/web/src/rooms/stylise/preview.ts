// What is painted so far, on a canvas that the page shows. Large pictures are shown smaller.
const LONGEST_SIDE = 1600;

const canvas = document.createElement('canvas');
let scale = 1;

/** The canvas that shows the painting. */
export const previewCanvas = canvas;

/** Makes the canvas empty, for a picture of this size. */
export function startPreview(width: number, height: number): void {
  scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
}

/** Draws a part of the painting where it belongs. */
export function drawPart(part: ImageBitmap, left: number, top: number): void {
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(part, left * scale, top * scale, part.width * scale, part.height * scale);
  part.close();
}

/** Draws the whole painting as it is now. */
export function drawPreview(whole: ImageBitmap): void {
  startPreview(whole.width, whole.height);
  drawPart(whole, 0, 0);
}

/** Draws a painting that is kept. */
export function drawResult(whole: ImageBitmap): void {
  startPreview(whole.width, whole.height);
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(whole, 0, 0, canvas.width, canvas.height);
}
