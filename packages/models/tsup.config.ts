import { packageBuild } from '@ikat/config/tsup';

export default packageBuild({ entry: ['src/index.ts', 'src/node.ts', 'src/web.ts'] });
