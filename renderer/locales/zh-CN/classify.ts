/** Texts of the page Classify, in Simplified Chinese. */
import type { classify as english } from '../en/classify.ts'
import type { Translated } from '../translated.ts'

export const classify: Translated<typeof english> = {
  title: '识别',
  hint: '把图片拖到窗口任意位置，看看网络会把它们认成什么。',
  run: '训练记录',
  runWithError: '{name}（错误率 {error}）',
  save: '存为 CSV',
  saveNote: '把识别结果存为表格',
  table: { file: '文件', class: '类别 {rank}', probability: '概率 {rank}', problem: '问题' },
  clear: '清空',
  choose: '选择图片',
  pictures: '图片',
  untrainedTitle: '还没有训练好的网络',
  untrained: '训练完成第一轮之后，就可以识别拖到这里的图片。',
  train: '训练网络',
  trainFirst: '请先训练一个网络，然后才能识别图片。',
  noPictures: '其中没有图片，请拖入图片文件或包含图片的文件夹。',
  cut: '已取文件夹中的前 {count} 张图片，此页面一次最多识别这么多。',
  zoneTitle: '把图片或文件夹拖到这里',
  zoneNote: '或点击选择。支持 JPEG、PNG、WebP、AVIF、GIF、TIFF、BMP。',
  dropTitle: '松开即可识别',
  dropHint: '图片，或包含图片的文件夹',
  looking: '正在识别…',
  milliseconds: '{count} 毫秒',
  noAnswer: '程序没有返回这个文件的结果。',
}
