/** Texts of the page Train. */
export const train = {
  title: 'Train',
}
