declare module '*.safetensors' {
  const bytes: Uint8Array;

  // biome-ignore lint/style/noDefaultExport: a loaded file has nothing but a default export
  export default bytes;
}
