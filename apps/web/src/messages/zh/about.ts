import type { Messages } from '../catalogue.js';

export const about: Messages['about'] = {
  heading: '关于',
};
