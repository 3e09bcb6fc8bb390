/** Texts of the frame around every page, in Simplified Chinese. */
import type { frame as english } from '../en/frame.ts'
import type { Translated } from '../translated.ts'

export const frame: Translated<typeof english> = {
  product: 'AlexNet Studio',
  pages: '页面',
  failed: '出错了，请重试。',
  connection: {
    lost: '连接已断开，正在重试…',
    lostTitle: '连接已断开：正在重试',
  },
  strip: {
    starting: '正在启动…',
    validating: '正在验证…',
    saving: '正在保存…',
    done: '已完成 {share}',
  },
  import: {
    label: '导入',
    looking: '正在查找图片：已找到 {count} 张',
  },
  status: {
    waiting: '等待中',
    running: '训练中',
    finished: '已完成',
    imported: '外部导入',
    stopped: '已停止',
    interrupted: '已中断',
    paused: '已暂停',
    failed: '失败',
  },
}
