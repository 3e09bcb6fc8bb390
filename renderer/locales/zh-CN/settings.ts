/** Texts of the page Settings, in Simplified Chinese. */
import type { settings as english } from '../en/settings.ts'
import type { Translated } from '../translated.ts'

export const settings: Translated<typeof english> = {
  title: '设置',
  appearance: '外观',
  scheme: {
    system: '跟随系统',
    light: '浅色',
    dark: '深色',
  },
  language: {
    title: '语言',
    system: '跟随系统',
    en: 'English',
    'zh-CN': '简体中文',
  },
  devices: '计算设备',
  usable: '可用',
  notUsable: '不可用',
  looking: '正在检测这台电脑…',
  about: '关于',
  workspace: '工作区',
  version: '版本',
  versionText: 'AlexNet Studio {version}',
  runsIn: '运行方式',
  host: {
    electron: '独立窗口',
    loopback: '浏览器，由本机提供服务',
    terminal: '终端',
  },
  machine: '电脑',
  machineText: '{platform}，{cores}，{memory} 内存',
  cores: '{count} 个处理器核心',
  licences: '许可证',
  showLicences: '显示所有组件的许可证',
  noLicenceText: '该组件没有附带许可证文本。',
  after: '论文',
  paper: 'Krizhevsky、Sutskever 与 Hinton：ImageNet Classification with Deep Convolutional Neural Networks，2012',
}
