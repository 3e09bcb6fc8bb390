/** Texts of the page Datasets, in Simplified Chinese. */
import type { datasets as english } from '../en/datasets.ts'
import type { Translated } from '../translated.ts'

export const datasets: Translated<typeof english> = {
  title: '数据集',
  count: '{count} 个数据集',
  samples: '示例图片',
  create: '新建数据集',
  wantsFolder: '请拖入一个文件夹，其中每个类别各占一个子文件夹，而不是单个文件。',
  dropTitle: '松开即可创建数据集',
  dropHint: '每个类别各占一个子文件夹',
  imported: '已导入 {count} 张图片。',
  importFailed: '导入失败。',
  removed: '已移除“{name}”，图片文件仍在原处。',
  card: {
    open: '打开 {name}',
    more: '{name} 的更多操作',
    train: '训练',
    removeAsk: '移除…',
    unlabelled: '{count} 张未标注',
    removeTitle: '移除“{name}”？',
    removeText: '数据集及其标注将被永久移除。图片文件仍留在原处，已完成的训练仍可使用。',
  },
  first: {
    title: '教会网络识别你的图片',
    text: 'AlexNet 在 2012 年开启了深度学习的时代。现在，在自己的电脑上用自己的类别来训练它。',
    samples: '用示例图片试试',
    bring: {
      title: '准备图片',
      text: '选择一个文件夹，或把它拖到这里。每个子文件夹对应一个类别，标注之后还可以修改。',
    },
    train: {
      title: '训练 AlexNet',
      text: '只需一次点击。程序会根据你的图片和这台电脑选好参数，你可以实时看到错误率下降。',
    },
    classify: {
      title: '识别图片',
      text: '把任意图片拖进窗口，即可看到概率最高的五个类别。',
    },
  },
  folder: {
    placeholder: '文件夹路径',
    choose: '选择…',
    up: '上一级',
    none: '这里没有子文件夹。',
  },
  dialog: {
    copying: '正在复制文件夹：{done} / {total} 个文件',
    upload: '上传',
    folder: '文件夹',
    folderTitle: '图片文件夹',
    folderNote: '每个类别各占一个子文件夹，以类别名命名。文件保留在原处读取。',
    name: '名称',
    namePlaceholder: '花园里的鸟',
    keptApart: '留出部分',
    sharesNote: '{share} 用于训练；验证集在训练过程中检验对新图片的识别效果，测试集在最后给出结论。',
    ownTestFolder: '测试图片在单独的文件夹中',
    testFolderTitle: '测试图片文件夹',
    import: '导入',
  },
}
