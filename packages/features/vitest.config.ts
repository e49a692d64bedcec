import { readFileSync } from 'node:fs';
import { packageTests } from '@ikat/config/vitest';

// What the build's binary loader does.
const weights = {
  name: 'weights',
  load(id: string) {
    if (!id.endsWith('.safetensors')) return undefined;
    const base64 = readFileSync(id).toString('base64');
    return `export default new Uint8Array(Buffer.from('${base64}', 'base64'));`;
  },
};

export default packageTests({ plugins: [weights] });
