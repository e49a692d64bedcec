import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { listImages } from '@ikat/data/node';
import { samplePaths, samplesFolder, samplesManifest } from '@ikat/samples';
import { type ReportPicture, type ReportSection, readRun, writeReport } from '@ikat/trainer/node';
import { describeMachine } from '../machine.js';
import { FIXED_PICTURES } from '../training/transfer-data.js';
import { printFile } from './print-file.js';
import type { IkatEvent } from './run-ikat.js';

/** What the parts of the demo said. */
export interface DemoFindings {
  seconds: number;
  /** What computed, in words. */
  backend: string;
  painting: IkatEvent[];
  judging: IkatEvent[];
}

/** Writes the one page that shows all parts of the demo. */
export async function writeDemoReport(out: string, findings: DemoFindings): Promise<string> {
  const [gan, dual] = [await readRun(join(out, 'gan')), await readRun(join(out, 'dual'))];
  return writeReport(join(out, 'report.html'), {
    title: 'Ikat: the demo',
    summary:
      'A GAN begins to learn glyphs; two GANs begin to carry photographs over to the style of ' +
      "ukiyo-e prints; a photograph is painted after a print; the target style's discriminator " +
      'judges. The GAN and the transfer by two are those of the essay that Ikat began with.',
    ran: {
      ...describeMachine(),
      backend: findings.backend,
      seconds: Math.round(findings.seconds),
    },
    credits: sampleGridCredits(),
    sections: [
      {
        ...gan.sections[0]!,
        title: "The essay's GAN, on glyphs",
        text:
          'The generator (100-256-512-1024-784) turns noise into 28 x 28 images; the discriminator ' +
          '(784-1024-512-256-1) tells them from 800 Latin glyphs. Each grid shows the same 64 draws of noise.',
      },
      {
        ...dual.sections[0]!,
        title: 'Two GANs: photographs to ukiyo-e',
        text:
          'Photographs are the source style, prints the target style. Rows of each grid: photographs; ' +
          'what the source generator, which transfers, makes of them; what the target generator, ' +
          'which makes pictures of the target style, makes of them. Minutes on two cores show the ' +
          `direction, not the destination: this run made ${transferSteps(dual.sections[0]!)} steps of transfer, where thousands are usual.`,
      },
      paintingSection(out, findings),
    ],
  });
}

function paintingSection(out: string, { painting, judging }: DemoFindings): ReportSection {
  const losses = painting.filter(({ event }) => event === 'losses');
  const result = join(out, 'stylized.png');
  return {
    title: 'A photograph after a print, and the judgement',
    text:
      "No generator here: the photograph's own pixels are changed until the statistics of its " +
      "features are the print's (after Gatys et al. 2016). Then the target discriminator of the two " +
      'GANs above says how much it takes each picture for ukiyo-e. It has seen seven prints for a ' +
      'very short time: its word is that of a beginner, and near 0.5 it says nothing.',
    log: losses.map(({ step, content, style }) => ({ step, content, style })),
    results: [
      {
        pictures: [
          samplePicture(samplePaths.photo, 'the photograph'),
          samplePicture(printFile, 'the print'),
          { image: result, caption: 'the result' },
        ],
        facts: judgements(judging, {
          [samplePaths.photo]: 'photograph taken for ukiyo-e',
          [printFile]: 'print taken for ukiyo-e',
          [result]: 'result taken for ukiyo-e',
        }),
      },
    ],
  };
}

function judgements(events: IkatEvent[], names: Record<string, string>) {
  const judged = events.filter(({ event }) => event === 'judged');
  return Object.fromEntries(
    judged.map(({ image, probability }) => [
      names[image as string]!,
      `probability ${(probability as number).toFixed(2)}`,
    ]),
  );
}

/** How many steps the run went beyond learning the two styles. */
function transferSteps({ log = [], settings = {} }: ReportSection): number {
  const last = Number(log.at(-1)?.step ?? 0);
  return Math.max(0, last - Number(settings.learningSteps ?? 0));
}

interface SampleImage {
  file: string;
  title: string;
  attribution: string;
}

/** The manifest's record of a sample picture; its attribution names the licence. */
function sampleRecord(path: string): SampleImage {
  const { images } = JSON.parse(readFileSync(samplesManifest, 'utf8')) as {
    images: SampleImage[];
  };
  const file = relative(samplesFolder, path).split(sep).join('/');
  return images.find((image) => image.file === file)!;
}

/** A sample picture with its credit. */
function samplePicture(path: string, role: string): ReportPicture {
  const { title, attribution } = sampleRecord(path);
  return { image: path, caption: `${role}: ${title}`, credit: attribution };
}

/** The photographs whose crops stand in the first row of the two GANs' grids. */
function sampleGridCredits(): string[] {
  const shown = listImages(samplePaths.photos).slice(0, FIXED_PICTURES);
  return shown.map((path) => sampleRecord(path).attribution);
}
