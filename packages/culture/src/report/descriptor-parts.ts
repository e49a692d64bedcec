import type { Comparison, DescriptorDifference } from '../compare/comparison.js';
import { styleDescriptors } from '../describe/style-descriptors.js';
import type { SetComparison } from './compare-set.js';
import { disagreement } from './disagreement.js';
import { fragileDescriptors } from './fragile-descriptors.js';
import type { ReportBlock, ReportPart } from './report-model.js';
import type { Words } from './words.js';

/** More rows than this are not drawn. */
export const MOST_ROWS = 12;

/** In which descriptors traditions differ. */
export function descriptorParts(
  result: SetComparison,
  { descriptors, hardlyVary }: Comparison,
  words: Words,
): ReportPart[] {
  const { say } = words;
  const constant = hardlyVary.map(words.descriptor).join(say('comma'));
  const left: ReportBlock[] =
    hardlyVary.length === 0
      ? []
      : [{ kind: 'text', text: say('hardlyVaryText', { names: constant }) }];
  if (descriptors.length === 0)
    return left.length === 0 ? [] : [{ title: say('partDescriptors'), blocks: left }];
  const first = descriptors.slice(0, MOST_ROWS);
  const tested = first.some(({ test }) => test.kind === 'tested');
  const level = words.level(result.settings.level);
  const head = [say('descriptor'), say('value'), say('interval', { level }), say('largestShift')];
  return [
    {
      title: say('partDescriptors'),
      blocks: [
        {
          kind: 'intervals',
          caption: say('descriptorsCaption'),
          axis: say('descriptorsAxis'),
          format: 'share',
          rows: first.map(({ descriptor, omegaSquared: { value, interval } }) => ({
            label: nameOf(descriptor, words),
            value,
            low: interval.low,
            high: interval.high,
          })),
          references: [],
          columns: [say('descriptor'), say('value'), say('interval', { level })],
        },
        {
          kind: 'text',
          text: say('descriptorsText', { count: descriptors.length, shown: first.length }),
        },
        {
          kind: 'table',
          caption: say('descriptorsTable'),
          head: tested ? [...head, say('bhP')] : head,
          rows: first.map((one) => {
            const { value, interval } = one.omegaSquared;
            const row = [
              nameOf(one.descriptor, words),
              words.share(value),
              words.range(interval, words.share),
              shiftText(one, words),
            ];
            return tested ? [...row, words.p(one.test)] : row;
          }),
        },
        ...disagreement(
          first.map(({ omegaSquared, test }) => ({ interval: omegaSquared.interval, test })),
          words,
        ),
        ...left,
      ],
    },
  ];
}

/** A dagger marks what re-encoding moves. */
const nameOf = (descriptor: string, words: Words) =>
  `${words.descriptor(descriptor)}${fragileDescriptors.includes(descriptor) ? ' †' : ''}`;

function shiftText({ descriptor, shifts }: DescriptorDifference, words: Words): string {
  const [largest] = [...shifts].sort((a, b) => Math.abs(b.shift.value) - Math.abs(a.shift.value));
  if (!largest) return words.say('none');
  const unit = styleDescriptors.find(({ name }) => name === descriptor)?.unit ?? '';
  const { value, interval } = largest.shift;
  const range = words.range(interval, words.number);
  const shift = words.say('shiftSize', {
    value: words.number(value),
    range,
    unit: exponents(unit),
  });
  return words.say('shiftOf', { culture: words.culture(largest.culture), shift: shift.trim() });
}

const exponents = (unit: string) => unit.replaceAll('^2', '²');
