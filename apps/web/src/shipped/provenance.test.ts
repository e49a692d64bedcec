import { expect, test } from 'vitest';
import { byBasis, provenanceOf, titleOf } from './provenance.js';

test('names every culture, source and licence of a card once', () => {
  const dutch = { label: 'Dutch', basis: 'museum catalogue' };
  const card = {
    description: '',
    trainedOn: [
      { name: 'paintings', licences: ['CC0-1.0', 'PD'], cultures: [dutch] },
      { name: 'paintings', licences: ['PD'], cultures: [dutch] },
      { name: 'photographs' },
    ],
  };
  expect(provenanceOf(card)).toEqual({
    cultures: [dutch],
    from: ['paintings', 'photographs'],
    licences: ['CC0-1.0', 'PD'],
    licenceOf: 'all',
  });
});

test('leaves the photographs of a style model out', () => {
  const japanese = { label: 'Japanese', basis: 'caption' };
  const card = {
    description: '',
    trainedOn: [
      { name: 'photos', licences: ['CC0-1.0'], cultures: [{ label: 'Inca', basis: 'place' }] },
      { name: 'style: Hokusai, Kazusa sea route', licences: ['GPL'], cultures: [japanese] },
    ],
  };
  expect(provenanceOf(card)).toEqual({
    cultures: [japanese],
    from: ['Hokusai, Kazusa sea route'],
    licences: ['GPL'],
    licenceOf: 'picture',
  });
});

test('groups labels by what they rest on', () => {
  const cultures = [
    { label: 'Dutch', basis: 'caption' },
    { label: 'Maya', basis: 'font' },
    { label: 'French', basis: 'caption' },
  ];
  expect(byBasis(cultures)).toEqual([
    ['caption', ['Dutch', 'French']],
    ['font', ['Maya']],
  ]);
});

test.each([
  ['ukiyo-e', 'Ukiyo-e'],
  ['van-gogh', 'Van Gogh'],
  ['maya-glyphs', 'Maya Glyphs'],
])('makes a title of %s', (name, title) => {
  expect(titleOf(name)).toBe(title);
});
