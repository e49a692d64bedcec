import { packageBuild } from '@ikat/config/tsup';

export default packageBuild({ entry: ['src/main.ts'], format: ['esm'], dts: false });
