import { join } from 'node:path';
import { samplePaths } from '@ikat/samples';

/** The print that the demo paints after: the sea route to Kazusa by Hokusai. */
export const printFile: string = join(samplePaths.ukiyoe, 'hokusai-kazusa-sea-route.jpg');
