/** Texts of the page Label. */
export const label = {
  title: 'Label',
}
