/** A canvas of either kind: workers have only the second. */
export type AnyCanvas = HTMLCanvasElement | OffscreenCanvas;

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A canvas to draw on, of at most what the browser gives. */
export function makeCanvas(width: number, height: number): AnyCanvas {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

/** What draws on a canvas in sRGB. */
export function contextOf(name: string, canvas: AnyCanvas): Context {
  const options = { colorSpace: 'srgb', willReadFrequently: true } as const;
  const context = canvas.getContext('2d', options) as Context | null;
  if (context) return context;
  throw new Error(
    `${name}: expected a canvas to draw on, got one of ${canvas.width} x ${canvas.height} that the browser refuses. It is too large, or another kind of context has it.`,
  );
}
