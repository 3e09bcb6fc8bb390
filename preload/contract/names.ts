/** What a file is taken for by the end of its name, on the pages and in the program alike. */

/** Ends of the names of pictures that can be read, without the dot. */
export const pictureExtensions = [
  'jpg',
  'jpeg',
  'jpe',
  'jfif',
  'png',
  'webp',
  'avif',
  'gif',
  'tif',
  'tiff',
  'bmp',
] as const

/** Pictures that cannot be read, and that people would miss without a word about them. */
const unreadableExtensions = ['heic', 'heif', 'jxl', 'svg', 'psd'] as const

export const pictureName = endsIn(...pictureExtensions, ...unreadableExtensions)
export const archiveName = endsIn('zip', 'tar', 'tar.gz', 'tgz')
export const manifestName = endsIn('csv', 'tsv', 'json', 'jsonl', 'ndjson')
/** Trained networks that can be read. */
export const networkExtensions = ['safetensors', 'pth', 'pt', 'onnx', 'caffemodel'] as const
const networkName = endsIn(...networkExtensions)
/** Texts that name classes, or the classes of a flat folder. */
const textName = endsIn('txt')

function endsIn(...extensions: readonly string[]): RegExp {
  return new RegExp(`\\.(${extensions.join('|')})$`, 'i')
}

export type FileKind = 'picture' | 'archive' | 'manifest' | 'text' | 'network'

/** What an import may take a file for; `undefined` for what is none of it. */
export function kindOfName(name: string): FileKind | undefined {
  if (pictureName.test(name)) return 'picture'
  if (archiveName.test(name)) return 'archive'
  if (manifestName.test(name)) return 'manifest'
  if (networkName.test(name)) return 'network'
  return textName.test(name) ? 'text' : undefined
}
