/** What draws in this browser. */
export interface Graphics {
  kind: 'gpu' | 'software' | 'none';
  device: string;
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Asks the browser what draws here: a software renderer computes slower than WebAssembly. */
export function graphicsOf(): Graphics {
  if (typeof OffscreenCanvas === 'undefined') return { kind: 'none', device: '' };
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) return { kind: 'none', device: '' };
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const parameter = names ? names.UNMASKED_RENDERER_WEBGL : context.RENDERER;
  const device = String(context.getParameter(parameter));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return { kind: SOFTWARE.test(device) ? 'software' : 'gpu', device };
}
