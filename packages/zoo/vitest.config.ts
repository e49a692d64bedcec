import { packageTests } from '@ikat/config/vitest';

export default packageTests();
