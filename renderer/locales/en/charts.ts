/** Texts of charts. */
export const charts = {
  label: 'Chart: {title}. Plus and minus zoom, arrows move, 0 shows all.',
  hide: 'Hide {name}',
  show: 'Show {name}',
  all: 'Show all (double click)',
  log: 'log',
  logHelp: 'Logarithmic axis. Drag to zoom, Shift-drag to move, Ctrl and wheel to zoom.',
  save: 'Save the chart',
  png: 'Picture (PNG)',
  svg: 'Drawing (SVG)',
  csv: 'Numbers (CSV)',
}
