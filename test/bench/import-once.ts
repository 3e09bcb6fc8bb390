/** One turn of `bench import`: imports a source into a fresh workspace, and prints how fast as one JSON line. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { importSources } from '../../main/dataset/import.ts'
import { openStore } from '../../main/store/open.ts'
import { workerFile } from '../../main/worker/spawn.ts'

const [path = '.'] = process.argv.slice(2)
const workspace = mkdtempSync(join(tmpdir(), 'alexnet-studio-bench-'))
const store = openStore(workspace)
try {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const started = performance.now()
  const request = { name: 'bench', sources: [{ path }], validationShare: 0.1, testShare: 0.1 }
  const { ended } = await importSources(store, request, { workerFile: workerFile('import.worker') })
  const { phase, message, done, problems } = await ended
  const seconds = (performance.now() - started) / 1000
  if (phase !== 'done') throw new Error(message ?? phase)
  const figures = {
    images: done - problems,
    problems,
    seconds,
    images_per_s: done / seconds,
    peak_rss_mb: process.resourceUsage().maxRSS / 1024,
    longest_block_ms: delay.max / 1e6,
  }
  console.log(JSON.stringify(figures))
} finally {
  store.close()
  rmSync(workspace, { recursive: true, force: true })
}
