declare module '*.safetensors' {
  const bytes: Uint8Array;

  export { bytes as default };
}
