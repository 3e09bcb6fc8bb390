/** Which page an address shows. The hash carries it, so that the same files work from any origin or protocol. */
import { createRouter, createWebHashHistory, type LocationQuery } from 'vue-router'
import { imageFilter, type ImageFilter } from '../preload/contract/index.ts'
import type { MessageKey } from './locales/text.ts'

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: { name: 'datasets' } },
    {
      path: '/datasets',
      name: 'datasets',
      component: () => import('./pages/datasets/DatasetsPage.vue'),
      meta: { title: 'datasets.title', section: 'datasets' },
    },
    {
      path: '/datasets/:datasetId(\\d+)',
      name: 'label',
      component: () => import('./pages/label/LabelPage.vue'),
      props: (route) => ({
        datasetId: Number(route.params.datasetId),
        first: firstFilter(route.query),
      }),
      meta: { title: 'label.title', section: 'datasets' },
    },
    {
      path: '/train',
      name: 'train',
      component: () => import('./pages/train/TrainPage.vue'),
      meta: { title: 'train.title', section: 'train' },
    },
    {
      path: '/runs',
      name: 'runs',
      component: () => import('./pages/runs/RunsPage.vue'),
      meta: { title: 'runs.title', section: 'runs' },
    },
    {
      path: '/runs/compare',
      name: 'compare',
      component: () => import('./pages/runs/compare/ComparePage.vue'),
      props: (route) => ({
        runIds: String(route.query.runs ?? '')
          .split(',')
          .map(Number)
          .filter(Number.isInteger),
      }),
      meta: { title: 'runs.compare.title', section: 'runs' },
    },
    {
      path: '/runs/:runId(\\d+)',
      name: 'run',
      component: () => import('./pages/runs/RunPage.vue'),
      props: (route) => ({ runId: Number(route.params.runId) }),
      meta: { title: 'runs.runTitle', section: 'runs' },
    },
    {
      path: '/classify',
      name: 'classify',
      component: () => import('./pages/classify/ClassifyPage.vue'),
      meta: { title: 'classify.title', section: 'classify' },
    },
    {
      path: '/network',
      name: 'network',
      component: () => import('./pages/network/NetworkPage.vue'),
      meta: { title: 'network.title', section: 'network' },
    },
    {
      path: '/settings',
      name: 'settings',
      component: () => import('./pages/settings/SettingsPage.vue'),
      meta: { title: 'settings.title', section: 'settings' },
    },
    { path: '/:rest(.*)*', redirect: { name: 'datasets' } },
  ],
})

declare module 'vue-router' {
  interface RouteMeta {
    title: MessageKey
    /** The entry of the rail that is lit. */
    section: 'datasets' | 'train' | 'runs' | 'classify' | 'network' | 'settings'
  }
}

/** What the pictures of a dataset are narrowed to at first; an address that makes no sense narrows nothing. */
function firstFilter({ mistakes, class: classId, answer, split, name: text }: LocationQuery): ImageFilter {
  const numberOf = (value: unknown) => (value === undefined ? undefined : Number(value))
  const filter = { mistakesOf: numberOf(mistakes), classId: numberOf(classId), answerId: numberOf(answer), split, text }
  return imageFilter.safeParse(filter).data ?? {}
}
