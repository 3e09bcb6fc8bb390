/**
 * Colours of compared runs, in order, after Okabe and Ito: eight that stay apart for every kind of colour vision. Beyond
 * eight they come again, and curves are told apart by their dashes as well.
 */
const light = ['#0072b2', '#d55e00', '#009e73', '#b8478a', '#8a6d00', '#3b9bd6', '#7a4fbf', '#5c6670']
const dark = ['#56b4e9', '#ff8a3d', '#2fc79a', '#e589bd', '#e6c33a', '#8fd3ff', '#b294f0', '#aab2bd']

export function seriesColour(place: number, isDark: boolean): string {
  const colours = isDark ? dark : light
  return colours[place % colours.length]!
}
