import type { Messages } from '../catalogue.js';

export const stylise: Messages['stylise'] = {
  heading: '风格迁移',
};
