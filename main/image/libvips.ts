/** sharp, set up for many small pictures from strangers; nothing else imports it. */
import { isMainThread } from 'node:worker_threads'
import sharp from 'sharp'

// libvips keeps these for all threads of a process. Threads that start later leave them alone: to block all readers for a
// moment, as they would, makes others' pictures unreadable in that moment.
if (isMainThread) {
  // Many pictures are in flight at once, so each keeps to one thread, and none comes twice, so nothing is cached.
  sharp.concurrency(1)
  sharp.cache(false)

  // Of libvips's readers only those for pictures that people take: no drawings, documents or scripts.
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: ['Jpeg', 'Png', 'Nsgif', 'Webp', 'Heif', 'Tiff'].map((format) => `VipsForeignLoad${format}`),
  })
}

export { sharp }
