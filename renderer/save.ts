/** Files that the page hands to a person: the browser's own download, with a name that every system allows. */

/** Offers text or bytes as a file. */
export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = fileName(name)
  link.click()
  // The browser has taken hold of the bytes by the time the click returns; the address is of no more use.
  setTimeout(() => URL.revokeObjectURL(link.href), 0)
}

/** Offers a canvas as PNG. */
export async function saveCanvas(canvas: HTMLCanvasElement, name: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob) saveBlob(blob, `${name}.png`)
}

/** Without what some system forbids in a file's name. */
export function fileName(name: string): string {
  return name.replace(/[<>:"/\\|?*\u0000-\u001f]+/g, ' ').trim()
}

/** Offers a drawing as PNG, twice as fine as its own pixels. */
export async function savePicture(
  svg: string,
  { width, height }: { readonly width: number; readonly height: number },
  name: string,
): Promise<void> {
  const image = new Image(width, height)
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    image.src = address
    await image.decode()
  } finally {
    URL.revokeObjectURL(address)
  }
  const canvas = document.createElement('canvas')
  canvas.width = width * 2
  canvas.height = height * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  await saveCanvas(canvas, name)
}
