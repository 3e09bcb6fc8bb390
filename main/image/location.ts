/** Where the bytes of a picture lie: in a file, in a part of an archive, or in memory already. It reads nothing. */
export type Location = FileLocation | StoredLocation | ZippedLocation | ContentLocation

/** A whole file, which must not lie outside `within` once links are followed. Both absolute. */
export interface FileLocation {
  readonly kind: 'file'
  readonly path: string
  readonly within: string
}

/** Bytes of an archive as they are. */
export interface StoredLocation {
  readonly kind: 'stored'
  readonly archive: string
  readonly start: number
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
}

/** An entry of a zip archive, from its local header on. */
export interface ZippedLocation {
  readonly kind: 'zipped'
  readonly archive: string
  readonly header: number
  readonly compressedBytes: number
  readonly bytes: number
  readonly isDeflated: boolean
  /** CRC-32 of the bytes. */
  readonly crc: number
  readonly modifiedAt: number
}

/** Bytes that came by in a stream. */
export interface ContentLocation {
  readonly kind: 'content'
  readonly content: Uint8Array<ArrayBuffer>
  readonly modifiedAt: number
}
