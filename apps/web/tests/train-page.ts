import type { Page } from 'playwright-core';

/** The step that the page shows. */
export const shownStep = (page: Page): Promise<number> =>
  page
    .locator('[data-figure=step]')
    .textContent()
    .then((text) => Number(text?.replaceAll(',', '')));

/** Waits until a step is shown. */
export async function untilStep(page: Page, step: number): Promise<void> {
  const isThere = (wanted: number) => {
    const shown = document.querySelector('[data-figure=step]')?.textContent ?? '';
    return Number(shown.replaceAll(',', '')) >= wanted;
  };
  await page.waitForFunction(isThere, step, { timeout: 600_000 });
}

/** Sets fields of the settings by their labels. */
export async function setUp(page: Page, fields: Record<string, string>): Promise<void> {
  await page.getByText('Settings', { exact: true }).click();
  for (const [label, value] of Object.entries(fields)) {
    const field = page.getByLabel(label);
    await field.fill(value);
    await field.blur();
  }
}

/** Chooses style transfer by two GANs and the sample pictures, at a size that trains quickly. */
export async function setUpTwoGans(page: Page): Promise<void> {
  await page.getByText('Style transfer by two GANs').click();
  for (const set of ['Pictures to transfer', 'Pictures of the style']) {
    const region = page.getByRole('region', { name: set });
    await region.getByRole('button', { name: 'Take the sample pictures' }).click();
    await region.getByText(/^1[12] pictures/).waitFor();
  }
  await setUp(page, {
    'Width of the networks': '4',
    'Blocks of the generators': '1',
    'Steps before the transfer begins': '10',
  });
}

export const begin = (page: Page) => page.getByRole('button', { name: 'Begin to train' }).click();

/** Stops the training and waits for its last save. */
export async function stop(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByText('Stopped', { exact: true }).waitFor();
}

/** The values of a row of the losses' table: at first, now, its course. */
export async function lossRow(page: Page, name: string) {
  const cells = await page.locator(`[data-loss=${name}] td`).allTextContents();
  const [first, now, course] = cells as [string, string, string];
  return { first: Number(first), now: Number(now), course };
}

/** Saves a network of the training as a file, and gives where the browser put it. */
export async function savedNetwork(page: Page, network: string) {
  await page.getByLabel('Network', { exact: true }).selectOption(network);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  return { name: download.suggestedFilename(), path: await download.path() };
}
