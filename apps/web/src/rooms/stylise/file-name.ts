import type { ChosenStyle } from './stylise-state.js';

/** Names a painting after its picture and the source of its style. */
export function fileNameOf(picture: string, { name, provenance }: ChosenStyle): string {
  const parts = [picture, name, ...provenance.cultures.slice(0, 1).map(({ label }) => label)];
  const words = parts.map(plain).filter((part) => part !== '');
  return `${[...new Set(words)].join('--')}.png`;
}

/** Letters of every script and digits, without the file's ending, cut short. */
function plain(text: string): string {
  const words = text.replace(/\.\p{L}{2,5}$/u, '').toLowerCase();
  return words
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 48);
}
