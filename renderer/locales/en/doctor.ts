/** What the doctor finds in a run, and what would help, made of its numbers. */
export const doctor = {
  findings: {
    stuck:
      'After {steps} steps the loss is still {loss}, and guessing costs {guessing}: the network has learnt nothing yet.',
    diverged:
      'The loss of step {step} is no finite number, so that the run ended. At a learning rate of {learningRate} the weights grew beyond bounds.',
    'dead-units':
      '{dead} of {units} units of {layer} answer 0 to every one of {pictures} pictures: they are dead and learn no more. Layers that are ill: {layers}.',
    'one-class':
      'After epoch {epoch}, {share} of all answers are “{class}”, but only {trueShare} of the training pictures are.',
    'rate-too-high':
      'At step {steps} the loss is {loss}, above {above}: steps at a learning rate of {learningRate} are too large.',
    'rate-too-low':
      'In {steps} steps the loss has fallen, but only to {loss}, where guessing costs {guessing}; so it would be about {end} at the end of this run. Steps at a learning rate of {learningRate} are too small.',
    overfitting:
      'Since epoch {bestEpoch} the validation loss has risen from {lowestValidationLoss} to {validationLoss} while the training loss fell to {trainingLoss}: {trainingError} errors in training, {validationError} in validation. The network learns its pictures by heart; more pictures would help most.',
    'slow-device':
      'The device “{device}” trains {imagesPerSecond} pictures a second of AlexNet Mini, where this machine’s processor manages {processorImagesPerSecond}.',
    starved:
      '{waitingShare} of the training time goes into waiting for pictures: they arrive at {imagesPerSecond} a second, and the device could take more. A workspace on a faster disk or fewer other programs help.',
  },
  /** After `diverged`. */
  kept: 'The checkpoint of step {checkpoint} is kept.',
  notKept: 'There is no checkpoint before it.',
  /** What a loss is above. */
  above: { guessing: 'the {guessing} that guessing costs', lowest: 'the {lowest} that it had come down to' },
  cures: {
    rate: 'Set the rate to {rate}',
    start: 'Start again: {changes}',
    branch: 'Go on from step {step}: {changes}',
  },
  change: '{setting} {value}',
  and: ', ',
}
