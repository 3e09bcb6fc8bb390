/** Texts of the closer look at why a network takes a picture for what it does, in Simplified Chinese. */
import type { closer as english } from '../en/closer.ts'
import type { Translated } from '../translated.ts'

export const closer: Translated<typeof english> = {
  open: '为什么？仔细看 {name}',
  by: '“{run}”的判断。',
  occlusion: {
    title: '网络看哪里',
    waiting: '正在逐块遮住图片…',
    classes: '类别',
    label: '它的标签',
    unlikely: '它的标签“{name}”不在其中。',
    most: '遮住某一处后，“{name}”的概率从 {probability} 降到 {lowest}。',
    nothing: '没有哪一处单独起决定作用：无论遮住哪里，“{name}”的概率都不低于 {lowest}（未遮住时为 {probability}）。',
    picture: '“{name}”最依赖距左侧 {across}、距顶部 {down} 处的内容',
    for: '支持该类别：遮住后概率降低',
    against: '不支持该类别：遮住后概率升高',
    how: '用一个灰色方块依次遮住图片各处，每次都让网络重新识别（Zeiler 与 Fergus，2014）。',
  },
  neighbours: {
    title: '最相近的训练图片',
    what: '最后一个隐藏层的特征与这张图片最相近的训练图片。',
    find: '查找',
    waiting: '正在查看训练图片，第一次用时最长…',
    picture: '{path}，距离 {distance}',
    compared: '已与 {count} 张训练图片比较',
    unlabelled: '未标注',
    drawn: '（从 {count} 张中均匀抽取）',
  },
}
