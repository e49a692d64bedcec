import { describe, expect, test } from 'vitest';
import { labelLines } from './label-lines.js';

describe('labelLines', () => {
  test.each([
    ['lightness', ['lightness']],
    ['among works of one source and medium', ['among works of one', 'source and medium']],
    ['Egyptian (ancient) – Western', ['Egyptian (ancient) –', 'Western']],
    ['Chinese – Western', ['Chinese – Western']],
    ['Arabic-script-Arab-Persian', ['Arabic-script-Arab-', 'Persian']],
    ['a'.repeat(30), ['a'.repeat(22), 'a'.repeat(8)]],
    ['来源与材质以及世纪全都相同的作品', ['来源与材质以及世纪全都相', '同的作品']],
  ])('breaks %s between words, and cuts no word', (label, lines) => {
    expect(labelLines(label)).toEqual(lines);
  });

  test('cuts what is longer than four lines, and says so', () => {
    const lines = labelLines(Array.from({ length: 20 }, (_, k) => `tradition ${k}`).join(' '));
    expect(lines).toHaveLength(4);
    expect(lines[3]).toMatch(/…$/);
  });
});
