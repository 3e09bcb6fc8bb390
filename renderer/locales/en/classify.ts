/** Texts of the page Classify. */
export const classify = {
  title: 'Classify',
}
