import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { testExactResume } from '../test-resume.js';
import { loadCheckpoint } from './load-checkpoint.js';
import { saveCheckpoint } from './save-checkpoint.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ikat-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

testExactResume(() => ({
  save: (parts) => saveCheckpoint(folder, parts),
  load: (options) => loadCheckpoint(folder, options),
}));
