import { packageBuild } from '@ikat/config/tsup';

// import.meta.url, from which the optional peer is looked for, in the CJS build too
export default packageBuild({ shims: true, platform: 'node' });
