import { useEffect, useRef } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import type { Picture } from '../../worker/train/settings.js';

/** A small picture as the training will see it, in the proportions of its file. */
export function PictureThumb({ picture }: { picture: Picture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => draw(canvas.current!, picture), [picture]);
  const name = messages.value.samples.title(picture.name);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={messages.value.train.data.thumb(name)}
      title={name}
      style={{ aspectRatio: String(picture.ratio) }}
    />
  );
}

function draw(canvas: HTMLCanvasElement, { pixels: { width, height, data } }: Picture): void {
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    image.data.set([data[from]!, data[from + 1]!, data[from + 2]!, 255], to);
  }
  canvas.getContext('2d')!.putImageData(image, 0, 0);
}
