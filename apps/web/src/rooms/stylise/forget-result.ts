import { result } from './stylise-state.js';

/** Takes the last painting away, and frees its pixels: they may be hundreds of megabytes. */
export function forgetResult(): void {
  result.value?.bitmap.close();
  result.value = undefined;
}
