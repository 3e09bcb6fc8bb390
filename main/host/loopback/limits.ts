/** How much one browser may ask of the loopback host: far above what its pages need, far below what would hurt. */
export const limits = {
  /** Open connections, of which a browser keeps six and a wire for each page. */
  connections: 512,
  /** Open pages. */
  wires: 64,
  /** A client that is slower with its headers has no good reason. */
  headerMilliseconds: 10_000,
  /** A large picture through a slow tunnel has one. */
  requestMilliseconds: 3_600_000,
  /** 100,000 numbers of pictures in one `images.label` take 0.7 MB. */
  messageBytes: 4 * 2 ** 20,
  /** Messages of one page: a page that sends more is not refused but heard more slowly. */
  messagesPerSecond: 2000,
  messagesAtOnce: 4000,
  /** What may wait for a page that does not read it; its answers are asked for again when it comes back. */
  unreadBytes: 64 * 2 ** 20,
} as const
