import { packageBuild } from '@ikat/config/tsup';

export default packageBuild({ shims: true });
