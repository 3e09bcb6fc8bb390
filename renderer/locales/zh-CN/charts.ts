/** Texts of charts, in Simplified Chinese. */
import type { charts as english } from '../en/charts.ts'
import type { Translated } from '../translated.ts'

export const charts: Translated<typeof english> = {
  label: '图表：{title}。加减号缩放，方向键平移，0 显示全部。',
  hide: '隐藏 {name}',
  show: '显示 {name}',
  all: '显示全部（双击）',
  log: '对数',
  logHelp: '对数坐标。拖动放大，按住 Shift 拖动平移，Ctrl 加滚轮缩放。',
  save: '保存图表',
  png: '图片（PNG）',
  svg: '矢量图（SVG）',
  csv: '数据（CSV）',
}
