import type { Messages } from '../../messages/catalogue.js';
import type { MachineMeasurement } from '../../worker/about/measure-machine.js';

/** A measurement as lines of text, for a message or a table. */
export function reportText(
  { backend, stylise, ganStep }: MachineMeasurement,
  words: Messages['about']['machine'],
): string {
  const { name, device, precision, version, graphics } = backend;
  return [
    `Ikat Studio, ${new Date().toISOString().slice(0, 10)}`,
    `${name} ${version}, ${precision}: ${device}`,
    ...(graphics && graphics !== device ? [graphics] : []),
    `${words.cores(navigator.hardwareConcurrency)}; ${navigator.userAgent}`,
    `${words.stylise}: ${words.milliseconds(stylise)}`,
    `${words.ganStep}: ${words.milliseconds(ganStep)}`,
  ].join('\n');
}
