import { expect, test } from 'vitest';
import { fileNameOf } from './file-name.js';
import type { ChosenStyle } from './stylise-state.js';

const styleOf = (name: string, label?: string) =>
  ({
    name,
    provenance: { cultures: label ? [{ label, basis: '' }] : [] },
  }) as unknown as ChosenStyle;

test.each([
  ['photo.JPG', styleOf('Ukiyo-e', 'Japanese'), 'photo--ukiyo-e--japanese.png'],
  ['Mont Saint-Michel', styleOf('wave.png'), 'mont-saint-michel--wave.png'],
  ['../../etc/passwd', styleOf('水墨画', '中国'), 'etc-passwd--水墨画--中国.png'],
  ['a', styleOf('a'), 'a.png'],
])('names a painting of %s', (picture, style, name) => {
  expect(fileNameOf(picture, style)).toBe(name);
});
