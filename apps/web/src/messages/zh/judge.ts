import type { Messages } from '../catalogue.js';

export const judge: Messages['judge'] = {
  heading: '评判',
};
