import { packageBuild } from '@ikat/config/tsup';

// The weights become modules that are loaded on demand, in code that runs in Node and in browsers.
export default packageBuild({ platform: 'neutral', loader: { '.safetensors': 'binary' } });
