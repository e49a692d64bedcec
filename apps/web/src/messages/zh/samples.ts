import type { Messages } from '../catalogue.js';
import { bases, painters, titles } from './sample-names.js';

const titleOf = (title: string) => titles[title] ?? title;

const work = (title: string, creator: string) =>
  creator ? `${painters[creator] ?? creator}《${titleOf(title)}》` : titleOf(title);

// The two forms that the attributions of the samples have.
const PHOTO = /^(.+)\. Photo: (.+), (\S+), (https?:\S+), through GCompris\.$/;
const WORK = /^(.+?), (.+) \((ca\. )?([\d-]+)\)\. (.+)$/;

const ORIGINS: Readonly<Record<string, string>> = {
  'Public domain; image through GCompris.': '公有领域；图片取自 GCompris。',
  'Scan: WebMuseum (Nicolas Pioch, 1994-2006) and Bruno Coudoin, 2008, through GCompris (GPL-3.0-or-later).':
    '扫描：WebMuseum（Nicolas Pioch，1994-2006）与 Bruno Coudoin（2008），取自 GCompris（GPL-3.0-or-later）。',
};

/** The attribution of a photograph or a work in Chinese; of another form, as it is. */
function attribution(text: string): string {
  const [, motif, photographer, licence, address] = PHOTO.exec(text) ?? [];
  if (motif) {
    return `${titleOf(motif)}。摄影：${photographer}，${licence}，${address}，取自 GCompris。`;
  }
  const [, creator, title, circa, year, origin] = WORK.exec(text) ?? [];
  if (!origin || !ORIGINS[origin]) return text;
  return `${work(title!, creator!)}（${circa ? '约 ' : ''}${year} 年）。${ORIGINS[origin]}`;
}

export const samples: Messages['samples'] = { title: titleOf, work, attribution, bases };
