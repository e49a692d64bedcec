import { findChromium } from '@ikat/browser/chromium';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { serveStudio } from './serve-studio.js';

/** The built studio, served and open in Chromium. */
interface OpenStudio {
  address: string;
  /** Errors of pages, and requests to anybody but the studio's own server. */
  problems: string[];
  /** Opens a room in a browser context of its own; `query` is for example `?backend=wasm`. */
  open(room: string, options?: OpenOptions): Promise<Page>;
  close(): Promise<void>;
}

/** How a page is opened. */
interface OpenOptions extends BrowserContextOptions {
  query?: string;
}

/** A studio for the tests of one file, or of one `describe`; `args` go to the browser. */
export function useStudio(args: string[] = []): () => OpenStudio {
  let studio: OpenStudio | undefined;
  beforeAll(async () => {
    studio = await openStudio(args);
  });
  afterAll(() => studio?.close());
  return () => studio!;
}

async function openStudio(args: string[]): Promise<OpenStudio> {
  const { address, close } = await serveStudio();
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', ...args],
  });
  const problems: string[] = [];
  return {
    address,
    problems,
    async open(room, { query = '?backend=wasm', ...options } = {}) {
      const context = await browser.newContext({ locale: 'en-GB', ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(120_000);
      watch(page, address, problems);
      await page.goto(`${address}${query}#/${room}`);
      return page;
    },
    async close() {
      await browser.close();
      close();
    },
  };
}

function watch(page: Page, address: string, problems: string[]): void {
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.context().on('request', (request) => {
    const isOwn = request.url().startsWith(address) || /^(blob|data):/.test(request.url());
    if (!isOwn) problems.push(`request to ${request.url()}`);
  });
}
