/** Texts of the page Datasets. */
export const datasets = {
  title: 'Datasets',
  count: '{count} dataset | {count} datasets',
  samples: 'Sample pictures',
  create: 'New dataset',
  wantsFolder: 'Drop a folder that has one sub-folder for each class, not single files.',
  dropTitle: 'Drop to make a dataset',
  dropHint: 'A folder with one sub-folder for each class',
  imported: 'Imported {count} picture. | Imported {count} pictures.',
  importFailed: 'The import failed.',
  removed: 'Removed “{name}”. Its pictures are where they were.',
  card: {
    open: 'Open {name}',
    more: 'More for {name}',
    train: 'Train',
    removeAsk: 'Remove…',
    unlabelled: '{count} unlabelled',
    removeTitle: 'Remove “{name}”?',
    removeText:
      'The dataset and its labels are removed for good. The picture files stay where they are, and finished runs stay usable.',
  },
  first: {
    title: 'Teach a network to name your pictures',
    text: 'AlexNet, the network that began it all in 2012, trained on your own machine with your own classes.',
    samples: 'Try with sample pictures',
    bring: {
      title: 'Bring pictures',
      text: 'Choose a folder, or drop one here. Each sub-folder becomes a class; labels can be changed later.',
    },
    train: {
      title: 'Train AlexNet',
      text: 'One click. Good settings are chosen for your pictures and this machine; watch the error fall live.',
    },
    classify: {
      title: 'Classify',
      text: 'Drop any picture into the window and see the five most probable classes.',
    },
  },
  folder: {
    placeholder: 'Path of the folder',
    choose: 'Choose…',
    up: 'Up',
    none: 'No folders in here.',
  },
  dialog: {
    copying: 'Copying the folder: {done} of {total} files',
    upload: 'Upload',
    folder: 'Folder',
    folderTitle: 'Folder of pictures',
    folderNote: 'One sub-folder for each class, named as the class. Files are read where they are.',
    name: 'Name',
    namePlaceholder: 'Birds of the garden',
    keptApart: 'Kept apart',
    sharesNote:
      '{share} to learn from; validation shows during training how well new pictures are named, test confirms it at the end.',
    ownTestFolder: 'The test pictures lie in a folder of their own',
    testFolderTitle: 'Folder of test pictures',
    import: 'Import',
  },
}
