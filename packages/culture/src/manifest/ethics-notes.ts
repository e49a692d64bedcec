/**
 * The notes that stand in every datasheet, audit and report: what culture labels do not mean.
 *
 * @example
 * ```ts
 * import { ethicsNotes } from '@ikat/culture';
 *
 * console.log(ethicsNotes.length); // 6
 * ```
 */
export const ethicsNotes: readonly string[] = [
  'Labels describe the traditions that objects are attributed to, not people.',
  'What museums hold reflects what was collected, by whom and how; it is no measure of a tradition.',
  'Sacred and restricted material stays out, whatever its copyright.',
  'Traditional Knowledge labels are set by communities alone; institutions use Notices.',
  'Outputs of a model are not works of a tradition: do not present them as authentic.',
  'Name the source of a style beside each output.',
];
