/** The hygiene report of a dataset, kept up to date while duplicates are looked for, and its remedies. */
import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'
import type { HygieneProgress, HygieneReport, PictureFinding, Remedy } from '../../../../preload/contract/index.ts'
import { call } from '../../../client/client.ts'
import { useEvent } from '../../../composables/useEvent.ts'
import { useResource } from '../../../composables/useResource.ts'
import type { UseResourceReturn } from '../../../composables/useResource.ts'
import { useToasts } from '../../../composables/useToasts.ts'
import { plural } from '../../../locales/text.ts'
import type { UseInsistReturn } from '../useInsist.ts'

export interface UseHygieneReturn {
  readonly report: UseResourceReturn<HygieneReport>
  /** The search for duplicates under way. */
  readonly progress: ComputedRef<HygieneProgress | null>
  /** The finding whose remedy is being applied. */
  readonly busy: ShallowRef<PictureFinding | null>
  check(): Promise<void>
  apply(finding: PictureFinding, remedy: Remedy): Promise<void>
}

export function useHygiene(datasetId: number, insist: UseInsistReturn, changed: () => void): UseHygieneReturn {
  const toasts = useToasts()
  const report = useResource(() => call('hygiene.report', { datasetId }))
  const heard = shallowRef<HygieneProgress | null>(null)
  const busy = shallowRef<PictureFinding | null>(null)

  useEvent('hygiene.progress', (progress) => {
    if (progress.datasetId !== datasetId) return
    const isUnderWay = progress.phase === 'reading' || progress.phase === 'comparing'
    heard.value = isUnderWay ? progress : null
    if (!isUnderWay) void report.reload()
  })
  watch(report.value, (now) => (heard.value = now?.progress ?? null))

  async function check(): Promise<void> {
    try {
      report.value.value = await call('hygiene.check', { datasetId })
    } catch (error) {
      toasts.fail(error)
    }
  }

  async function apply(finding: PictureFinding, remedy: Remedy): Promise<void> {
    busy.value = finding
    try {
      const { changed: pictures } = await insist.attempt((insist) =>
        call('hygiene.remedy', { datasetId, finding, remedy, insist }),
      )
      toasts.done(plural(`label.hygiene.done.${remedy}`, pictures))
      changed()
    } catch (error) {
      toasts.fail(error)
    } finally {
      busy.value = null
      await report.reload()
    }
  }

  return { report, progress: computed(() => heard.value), busy, check, apply }
}
