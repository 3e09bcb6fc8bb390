/** Texts that several pages share, in Simplified Chinese. */
import type { common as english } from '../en/common.ts'
import type { Translated } from '../translated.ts'

export const common: Translated<typeof english> = {
  cancel: '取消',
  close: '关闭',
  keep: '保留',
  loading: '正在加载',
  open: '打开',
  save: '保存',
  remove: '移除',
  tryAgain: '重试',
  progress: '{done} / {total}',
  pictures: '{count} 张图片',
  classes: '{count} 个类别',
  problems: '{count} 个问题',
  files: '{count} 个文件',
  validation: '验证集',
  test: '测试集',
  left: '剩余 {time}',
  perSecond: '{speed} 张/秒',
  duration: {
    seconds: '{count} 秒',
    minutes: '{count} 分钟',
    hours: '{count} 小时',
    days: '{count} 天',
  },
  ago: {
    now: '刚刚',
    minutes: '{minutes} 分钟前',
    hours: '{hours} 小时前',
    yesterday: '昨天',
  },
  wrong: {
    atLeast: '不能小于 {limit}。',
    moreThan: '必须大于 {limit}。',
    atMost: '不能大于 {limit}。',
    lessThan: '必须小于 {limit}。',
    whole: '必须是整数。',
    number: '必须是数字。',
  },
  folder: {
    folders: '{count} 个文件夹',
    placeholder: '文件夹路径',
    filePlaceholder: '文本文件路径（可选）',
    anyPlaceholder: '文件夹、压缩包或清单的路径',
    choose: '选择…',
    chooseFile: { source: '选择压缩包或清单', network: '选择权重文件' },
    up: '上一级',
    none: '这里没有可选的内容。',
  },
}
