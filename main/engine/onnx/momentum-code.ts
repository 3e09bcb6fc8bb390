/** `momentum.wat`, assembled; its test tells what this is to be after a change there. */
export const momentumCode = [
  'AGFzbQEAAAABCwFgB39/f399fX0AAwIBAAUDAQACBxMCBm1lbW9yeQIABnVwZGF0ZQAACnkBdwEFeyAE/RMhCSAF/RMhCiAG/RMhCwNAIAD9AAQAIQ',
  'cgCSAB/QAEAP3mASAKIAf95gH95QEgCyAC/QAEAP3mAf3lASEIIAEgCP0LBAAgACAHIAj95AH9CwQAIABBEGohACABQRBqIQEgAkEQaiECIAAgA0kN',
  'AAsL',
].join('')
