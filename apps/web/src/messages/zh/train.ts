import type { Messages } from '../catalogue.js';

export const train: Messages['train'] = {
  heading: '训练',
};
