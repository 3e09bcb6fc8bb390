/** What a person can do to a run as it goes. Each says that it was done, or why it was not. */
import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { trainingRequest } from '../../../preload/contract/index.ts'
import type { Cure, RunDetail } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { useToasts } from '../../composables/useToasts.ts'
import { bytes, rate } from '../../format.ts'
import { plural, t } from '../../locales/text.ts'
import type { Prompt } from './prompt.ts'

export type BranchSettings = Extract<Cure, { kind: 'branch' }>['settings']

export interface UseRunControlReturn {
  /** The question that stands open. */
  readonly prompt: ShallowRef<Prompt | null>
  /** Asked to pause or stop, and not there yet: the step under way and a checkpoint come first. */
  readonly ending: ShallowRef<'pause' | 'stop' | null>
  pause(): Promise<void>
  stop(): Promise<void>
  resume(step?: number): Promise<void>
  checkpoint(): Promise<void>
  divideRate(): Promise<void>
  askRate(now: number): void
  askEpochs(now: number): void
  askCheckpointName(): void
  nameCheckpoint(step: number, name: string | null): Promise<void>
  askNameOf(step: number): void
  branch(step: number, settings?: BranchSettings, name?: string): Promise<void>
  apply(cure: Cure, run: RunDetail): Promise<void>
  remove(name: string): Promise<void>
}

export function useRunControl(runId: number): UseRunControlReturn {
  const router = useRouter()
  const toasts = useToasts()
  const prompt = shallowRef<Prompt | null>(null)
  const ending = shallowRef<'pause' | 'stop' | null>(null)

  /** Answers whether it was done. */
  async function attempt(act: () => Promise<unknown>, done?: string): Promise<boolean> {
    try {
      await act()
      if (done !== undefined) toasts.done(done)
      return true
    } catch (error) {
      toasts.fail(error)
      return false
    }
  }

  async function end(how: 'pause' | 'stop'): Promise<void> {
    ending.value = how
    if (!(await attempt(() => call(`runs.${how}`, { runId })))) ending.value = null
  }

  async function open(begin: () => Promise<{ runId: number }>): Promise<void> {
    await attempt(async () => {
      const begun = await begin()
      await router.push({ name: 'run', params: { runId: begun.runId } })
    })
  }

  async function branch(step: number, settings: BranchSettings = {}, name?: string): Promise<void> {
    await open(() => call('runs.branch', { runId, step, settings, ...(name === undefined ? {} : { name }) }))
  }

  async function setRate(learningRate: number): Promise<void> {
    const done = t('runs.control.done.rate', { rate: rate(learningRate) })
    await attempt(() => call('runs.setRate', { runId, learningRate }), done)
  }

  async function nameCheckpoint(step: number, name: string | null): Promise<void> {
    await attempt(() => call('runs.nameCheckpoint', { runId, step, name }))
  }

  return {
    prompt,
    ending,
    pause: () => end('pause'),
    stop: () => end('stop'),
    async resume(step) {
      await attempt(() => call('runs.resume', { runId, ...(step === undefined ? {} : { step }) }))
    },
    async checkpoint() {
      await attempt(() => call('runs.checkpoint', { runId }), t('runs.control.done.checkpoint'))
    },
    async divideRate() {
      await attempt(() => call('runs.scaleRate', { runId, factor: 0.1 }), t('runs.control.done.divided'))
    },
    askRate(now) {
      prompt.value = {
        title: t('runs.control.newRate'),
        help: t('runs.control.newRateHelp'),
        number: { value: Number(now.toPrecision(6)), schema: trainingRequest.shape.learningRate },
        answer: (value) => void setRate(Number(value)),
      }
    },
    askEpochs(now) {
      prompt.value = {
        title: t('runs.control.newEpochs'),
        help: t('runs.control.newEpochsHelp'),
        number: { value: now, schema: trainingRequest.shape.epochs },
        answer: (value) => {
          const done = t('runs.control.done.epochs', { epochs: plural('runs.epochCount', Number(value)) })
          void attempt(() => call('runs.setEpochs', { runId, epochs: Number(value) }), done)
        },
      }
    },
    askCheckpointName() {
      prompt.value = {
        title: t('runs.control.checkpointName'),
        help: t('runs.control.checkpointNameHelp'),
        answer: (name) =>
          void attempt(() => call('runs.checkpoint', { runId, name: String(name) }), t('runs.control.done.checkpoint')),
      }
    },
    nameCheckpoint,
    askNameOf(step) {
      prompt.value = {
        title: t('runs.control.checkpointName'),
        help: t('runs.control.checkpointNameHelp'),
        answer: (name) => void nameCheckpoint(step, String(name)),
      }
    },
    branch,
    async apply(cure, run) {
      const { datasetId, settings } = run
      if (cure.kind === 'rate') await setRate(cure.learningRate)
      else if (cure.kind === 'branch') await branch(cure.step, cure.settings)
      else if (datasetId !== null)
        await open(() => call('runs.start', { datasetId, settings: { ...settings, ...cure.settings } }))
    },
    async remove(name) {
      await attempt(async () => {
        const freed = await call('runs.remove', { runId })
        await router.push({ name: 'runs' })
        toasts.done(t('runs.freed', { name, bytes: bytes(freed.bytes) }))
      })
    },
  }
}
