import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** A file as a visitor gives it. */
export interface GivenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Gives files to the studio through the button of this name. */
export const give = (page: Page, button: string, files: GivenFile | GivenFile[] | string[]) =>
  page.getByLabel(button, { exact: true }).setInputFiles(files);

/** Opens a picture and waits until it is on the stage. */
export async function openPicture(page: Page, file: GivenFile): Promise<void> {
  await give(page, 'Open a picture', file);
  await page.getByText(file.name).waitFor();
}

/** Opens a model folder of the visitor's and waits until it is the style. */
export async function openModelFolder(page: Page, folder: string): Promise<void> {
  await page.getByText('Your own model').click();
  const paths = readdirSync(folder).map((name) => join(folder, name));
  await give(page, 'Open a model', paths);
  await page.getByLabel('Where the style comes from').waitFor();
}

/** Paints and waits for the result. */
export async function paint(page: Page): Promise<void> {
  await beginToPaint(page);
  await painted(page);
}

export const beginToPaint = (page: Page) =>
  page.getByRole('button', { name: /^Paint( again)?$/ }).click();

/** Waits for the result; fails with the studio's words when there is none. */
export async function painted(page: Page): Promise<void> {
  const done = page.getByRole('button', { name: 'Download PNG' });
  const notice = page.getByRole('alert');
  await done.or(notice).first().waitFor({ timeout: 600_000 });
  if (await notice.isVisible()) throw new Error((await notice.textContent()) ?? '');
}

/** The painting as the file that a visitor gets. */
export async function downloaded(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download PNG' }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}
