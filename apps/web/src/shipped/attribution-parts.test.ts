import { expect, test } from 'vitest';
import { attributionParts } from './attribution-parts.js';

test('makes a link of an address, whose commas stay and whose sentence goes on', () => {
  const address = 'https://commons.wikimedia.org/wiki/File:Hawa_Mahal,_Jaipur,_India.jpg';
  expect(attributionParts(`Hawa Mahal. Photo: Janwiki, ${address}, through GCompris.`)).toEqual([
    { text: 'Hawa Mahal. Photo: Janwiki, ' },
    { text: 'Wikimedia Commons', address },
    { text: ', through GCompris.' },
  ]);
});

test('names a place it does not know by its host', () => {
  expect(attributionParts('https://www.example.org/a.html.')).toEqual([
    { text: 'example.org', address: 'https://www.example.org/a.html' },
    { text: '.' },
  ]);
});

test('leaves words without an address alone', () => {
  expect(attributionParts('Public domain.')).toEqual([{ text: 'Public domain.' }]);
});
