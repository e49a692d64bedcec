import type { Locator, Page } from 'playwright-core';

/** Drops files or folders of the disk on an element, as out of a file manager. */
export async function drop(page: Page, place: Locator, paths: string[]): Promise<void> {
  await place.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await place.boundingBox())!;
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  const middle = { x: x + width / 2, y: y + height / 2 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...middle, data });
  }
  await session.detach();
}
