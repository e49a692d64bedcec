/** Gives the visitor a file to keep. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The download has begun by then; browsers copy what they need.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
