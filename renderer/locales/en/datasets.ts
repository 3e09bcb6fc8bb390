/** Texts of the page Datasets. */
export const datasets = {
  title: 'Datasets',
}
