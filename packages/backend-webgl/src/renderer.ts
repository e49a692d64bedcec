/** A WebGL context of either version. */
export type Gl = WebGLRenderingContext | WebGL2RenderingContext;

/** What draws, as the driver calls itself. */
export function rendererOf(gl: Gl): string {
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

/** Whether a renderer's name is one of those that compute on the processor. */
export const isSoftware = (renderer: string): boolean =>
  /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render/i.test(renderer);
