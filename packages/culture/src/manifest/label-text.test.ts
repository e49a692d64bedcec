import { expect, test } from 'vitest';
import { cultureBook } from './culture-book.js';
import { readLabel, withoutDates } from './label-text.js';

test.each([
  ['Japan', ['Japan'], 'asserted'],
  ['probably Iran', ['Iran'], 'probable'],
  ['Possibly Syria', ['Syria'], 'possible'],
  ['China (?)', ['China'], 'possible'],
  ['Iran?', ['Iran'], 'possible'],
  ['French or Italian', ['French', 'Italian'], 'possible'],
  ['French, or Italian', ['French', 'Italian'], 'possible'],
  ['India (Gujarat or Rajasthan)', ['India (Gujarat)', 'India (Rajasthan)'], 'possible'],
  [
    'India (Delhi or Agra) or Nepal (Patan)',
    ['India (Delhi or Agra) or Nepal (Patan)'],
    'possible',
  ],
  [
    'Eastern Tibet, Kham, Riwoche monastery',
    ['Eastern Tibet, Kham, Riwoche monastery'],
    'asserted',
  ],
  ['French (Paris or Lyon), or Italian', ['French (Paris or Lyon), or Italian'], 'possible'],
  ['India (Basohli, Jammu) or Nepal', ['India (Basohli, Jammu)', 'Nepal'], 'possible'],
  ['Ecuador', ['Ecuador'], 'asserted'],
  ['', [], 'asserted'],
  ['?', [], 'possible'],
])('reads the label "%s"', (text, names, certainty) => {
  expect(readLabel(text)).toEqual(names.map((name) => ({ name, certainty })));
});

test.each([
  ['Iran, Seljuk Period, 13th Century', 'Iran, Seljuk Period'],
  ['Spain or Northern Italy, mid 16th - mid 17th century', 'Spain or Northern Italy'],
  [
    'China, Qing dynasty (1644-1912), Kangxi reign (1662-1722)',
    'China, Qing dynasty, Kangxi reign',
  ],
  ['18th century', '18th century'],
])('leaves the dates out of "%s"', (text, name) => {
  expect(withoutDates(text)).toBe(name);
});

test.each([
  ['Français', 'francais'],
  ['India (Basohli, Jammu)', 'india-basohli-jammu'],
  ['日本', '65e5-672c'],
  ['!!', 'unnamed'],
])('makes an id of "%s"', (name, id) => {
  expect(cultureBook().idOf({ name, basis: 'culture-field', field: 'Culture' })).toBe(id);
});
