/** A painting, the picture it was made from, and how much of each is to be seen. */
export interface ComposeRequest {
  original: Blob;
  painted: ImageBitmap;
  /** From 0, the original, to 1, the painting. */
  strength: number;
  /** Whether hue and saturation stay those of the original. */
  keepColours: boolean;
}

/** Lays a painting over its original, as the page shows it, and writes a PNG. */
export async function composePicture({
  original,
  painted,
  strength,
  keepColours,
}: ComposeRequest): Promise<Blob> {
  const { width, height } = painted;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  const below = await createImageBitmap(original, { imageOrientation: 'from-image' });
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.drawImage(below, 0, 0, width, height);
  below.close();
  context.globalAlpha = strength;
  context.globalCompositeOperation = keepColours ? 'luminosity' : 'source-over';
  context.drawImage(painted, 0, 0);
  painted.close();
  return canvas.convertToBlob({ type: 'image/png' });
}
