/** Texts of the page Network. */
export const network = {
  title: 'Network',
}
