/** Texts of the frame around every page: the rail, the strip of the run under way, shared components. */
export const frame = {
  product: 'AlexNet Studio',
  pages: 'Pages',
  failed: 'Something went wrong; try again.',
  connection: {
    lost: 'Connection lost. Trying again…',
    lostTitle: 'Connection lost: trying again',
  },
  strip: {
    starting: 'Starting…',
    validating: 'Validating…',
    saving: 'Saving…',
    done: '{share} done',
  },
  import: {
    label: 'Import',
    looking: 'Looking for pictures: {count} found',
  },
  status: {
    waiting: 'Waiting',
    running: 'Training',
    finished: 'Finished',
    imported: 'Imported',
    stopped: 'Stopped',
    interrupted: 'Interrupted',
    paused: 'Paused',
    failed: 'Failed',
  },
}
