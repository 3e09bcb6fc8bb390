/** Where the square that networks see lies in a picture. */

export interface Size {
  readonly width: number
  readonly height: number
}

/** The size whose short side is `side`. */
export function scaledTo(side: number, { width, height }: Size): Size {
  const scale = side / Math.min(width, height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/** Upper left corner of the centre square, rounded as libvips does it. */
export function centreOf({ width, height }: Size, side: number): { left: number; top: number } {
  return { left: (width - side + 1) >> 1, top: (height - side + 1) >> 1 }
}

/** Cuts out the centre [side, side, 3] of pixels [height, width, 4], of whose channels the last is left out. */
export function centreSquare(
  pixels: Uint8Array,
  size: Size,
  side: number,
  square: Uint8Array<ArrayBuffer> = new Uint8Array(side * side * 3),
): Uint8Array<ArrayBuffer> {
  const { left, top } = centreOf(size, side)
  let at = 0
  for (let y = top; y < top + side; y++) {
    let from = (y * size.width + left) * 4
    for (let x = 0; x < side; x++) {
      square[at] = pixels[from]!
      square[at + 1] = pixels[from + 1]!
      square[at + 2] = pixels[from + 2]!
      at += 3
      from += 4
    }
  }
  return square
}
