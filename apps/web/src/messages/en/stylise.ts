/** The words of the room `stylise`. */
export const stylise = {
  heading: 'Stylise',
};
