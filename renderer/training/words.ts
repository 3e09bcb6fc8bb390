/** The settings of a run in words, for reading and comparing. */
import { deviceName } from '../../preload/contract/index.ts'
import type { TrainingRequest } from '../../preload/contract/index.ts'
import { count, rate } from '../format.ts'
import { said, t } from '../locales/text.ts'
import { networkTitle } from '../networks.ts'
import {
  augmentationKeys,
  fittingSettings,
  machineSettings,
  mainSettings,
  rateSettings,
  switchChoices,
  switchKeys,
} from './settings.ts'
import type { Setting, SwitchKey } from './settings.ts'

export interface SettingRow {
  readonly key: string
  readonly label: string
  readonly text: string
}

/** Every setting that means anything in this run; of the network's switches those that were changed. */
export function settingRows(settings: TrainingRequest): SettingRow[] {
  const applying = [...mainSettings, ...rateSettings, ...fittingSettings].filter((row) => applies(row, settings))
  return [
    { key: 'network', label: t('training.settings.network.label'), text: networkTitle(settings.network) },
    ...switchKeys.filter((key) => settings.switches[key] !== undefined).map((key) => switchRow(key, settings)),
    ...applying.map((setting) => row(setting, settings)),
    { key: 'augmentation', label: t('training.settings.augmentation.label'), text: augmentation(settings) },
    { key: 'device', label: t('training.settings.device.label'), text: said(deviceName(settings.device)) },
    ...machineSettings.map((setting) => row(setting, settings)),
  ]
}

export function applies(setting: Setting, settings: TrainingRequest): boolean {
  return setting.applies?.(settings) ?? true
}

function row(setting: Setting, settings: TrainingRequest): SettingRow {
  return { key: setting.key, label: t(`training.settings.${setting.key}.label`), text: valueText(setting, settings) }
}

function valueText(setting: Setting, settings: TrainingRequest): string {
  switch (setting.kind) {
    case 'number': {
      const value = settings[setting.key]
      if (value === null) return t(setting.empty ?? 'training.none')
      if (setting.key === 'threads' && value === 0) return t('training.allCores')
      const number = Number.isInteger(value) && setting.key !== 'seed' ? count(value) : rate(value)
      return setting.unit ? `${number} ${t(`training.units.${setting.unit}`)}` : number
    }
    case 'choice': {
      const chosen = setting.options.find(({ value }) => value === settings[setting.key])
      return chosen ? t(chosen.label) : settings[setting.key]
    }
    case 'toggle':
      return t(settings[setting.key] ? 'training.yes' : 'training.no')
    default:
      return setting satisfies never
  }
}

function switchRow(key: SwitchKey, { switches }: TrainingRequest): SettingRow {
  const value = switches[key]
  const label = t(`training.settings.${key}.label`)
  if (typeof value === 'boolean') return { key, label, text: t(value ? 'training.yes' : 'training.no') }
  if (key === 'activation' || key === 'pooling' || key === 'groups') {
    const chosen = switchChoices[key].find((option) => option.value === value)
    return { key, label, text: chosen ? t(chosen.label) : String(value) }
  }
  return {
    key,
    label,
    text: `${String(value)} ${t(key === 'crop' ? 'training.units.pixels' : 'training.units.times')}`,
  }
}

function augmentation({ augmentation: used }: TrainingRequest): string {
  const names = augmentationKeys.filter((key) => used[key]).map((key) => t(`training.augmentations.${key}.label`))
  return names.length > 0 ? names.join(', ') : t('training.none')
}
