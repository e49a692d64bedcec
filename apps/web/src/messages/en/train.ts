/** The words of the room `train`. */
export const train = {
  heading: 'Train',
};
