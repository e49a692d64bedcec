/** The words of the room `judge`. */
export const judge = {
  heading: 'Judge',
};
