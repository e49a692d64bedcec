/** The words of the room `about`. */
export const about = {
  heading: 'About',
};
