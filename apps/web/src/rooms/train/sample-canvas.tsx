import { useEffect, useRef } from 'preact/hooks';
import type { SamplePixels } from '../../worker/train/sample-pixels.js';

/** Pictures that a training makes, in rows. */
export function SampleCanvas({ samples, label }: { samples: SamplePixels; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { width, height, data } = samples;
    const target = canvas.current!;
    if (target.width !== width) target.width = width;
    if (target.height !== height) target.height = height;
    target.getContext('2d')!.putImageData(new ImageData(data, width, height), 0, 0);
  }, [samples]);
  return <canvas ref={canvas} class="samples" role="img" aria-label={label} />;
}
