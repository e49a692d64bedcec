import { describe, expect, test } from 'vitest';
import { catalogues, checkCatalogue } from './catalogue.js';

describe('catalogues', () => {
  test.each(Object.entries(catalogues))('%s has every text and every value', (name, texts) => {
    expect(checkCatalogue(name, texts)).toBe(texts);
    expect(Object.keys(texts)).toEqual(Object.keys(catalogues.en!));
  });

  test('another language must have them, too', () => {
    const { trial: _, ...rest } = catalogues.en!;
    expect(() => checkCatalogue('ar', { ...rest, direction: 'up', send: 'x' })).toThrow(
      'buildStudy: expected "trial" in ar, got nothing.\n' +
        'buildStudy: expected {contact} in "send" of ar.\n' +
        'buildStudy: expected "direction" ltr or rtl in ar, got up.',
    );
    expect(() => checkCatalogue('ar', 'x')).toThrow('buildStudy: expected texts in ar, got "x".');
  });
});
