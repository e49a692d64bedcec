import { call } from '../../worker-client.js';
import { fileNameOf } from './file-name.js';
import { fault, keepColours, type Result, strength } from './stylise-state.js';

/** Writes the painting as it is shown, and gives it to the visitor as a file. */
export async function download({ bitmap, picture, style }: Result): Promise<void> {
  try {
    const blob = await call('composePicture', {
      original: picture.blob,
      painted: bitmap,
      strength: strength.value,
      keepColours: keepColours.value,
    });
    save(blob, fileNameOf(picture.name, style));
  } catch (error) {
    fault.value = error;
  }
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
