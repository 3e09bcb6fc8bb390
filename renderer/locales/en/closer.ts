/** Texts of the closer look at why a network takes a picture for what it does. */
export const closer = {
  open: 'Why? A closer look at {name}',
  by: 'As “{run}” sees it.',
  occlusion: {
    title: 'Where it looks',
    waiting: 'Hiding one part of the picture after another…',
    classes: 'Class',
    label: 'its label',
    unlikely: 'Its label, “{name}”, is not among them.',
    most: 'Hiding one part takes “{name}” from {probability} to {lowest}.',
    nothing: 'No part decides by itself: whichever is hidden, “{name}” keeps at least {lowest} of its {probability}.',
    picture: '“{name}” depends most on what is {across} from the left and {down} from the top',
    for: 'Speaks for the class: hidden, it is less probable',
    against: 'Speaks against it: hidden, it is more probable',
    how: 'A grey square hid each part once, and the network answered each time (Zeiler and Fergus 2014).',
  },
  neighbours: {
    title: 'Closest training pictures',
    what: 'Those whose features, as the last hidden layer sees them, are most like its own.',
    find: 'Find them',
    waiting: 'Looking at the training pictures; the first time takes longest…',
    picture: '{path}, at a distance of {distance}',
    compared: 'Compared with {count} training picture | Compared with {count} training pictures',
    unlabelled: 'no label',
    drawn: '(drawn evenly from {count})',
  },
}
