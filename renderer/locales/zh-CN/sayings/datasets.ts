/** Why a dataset cannot be imported, exported, changed or labelled as was asked. */
import type { Sayings } from '../../sayings.ts'

export const datasets: Sayings = {
  '“{folder}” is not a full path; begin it at the root, as in {home}.':
    '“{folder}”不是完整路径；请从根目录写起，例如 {home}。',
  'The folder {path} does not exist; choose another.': '文件夹 {path} 不存在；请另选一个。',
  '{path} is a file; choose a folder.': '{path} 是文件；请选择文件夹。',
  'The folder {path} may not be read by you; choose another.': '你没有权限读取文件夹 {path}；请另选一个。',
  'The folder {path} cannot be read ({reason}); choose another.': '文件夹 {path} 无法读取（{reason}）；请另选一个。',
  'The page may not reach {path}: it is hidden, or a file that is not imported. Choose a folder, an archive, a list, a picture or a network.':
    '页面不能访问 {path}：它是隐藏的，或不是可导入的文件。请选择文件夹、压缩包、清单、图片或网络文件。',
  '{problem} Choose a folder, pictures, a .zip, .tar or .tar.gz archive, or a .csv or .json list of pictures.':
    '{problem}请选择文件夹、图片、.zip、.tar 或 .tar.gz 压缩包，或 .csv、.json 图片清单。',
  'Choose a folder, pictures, a .zip, .tar or .tar.gz archive, or a .csv or .json list of pictures.':
    '请选择文件夹、图片、.zip、.tar 或 .tar.gz 压缩包，或 .csv、.json 图片清单。',
  '{path} does not exist.': '{path} 不存在。',
  '{path} does not exist: a part of its path is a file.': '{path} 不存在：路径中的一部分是文件。',
  '{path} cannot be read by this user.': '当前用户无法读取 {path}。',
  '{path} is a link that leads to itself.': '{path} 是指向自身的链接。',
  '{path} cannot be read ({reason}).': '{path} 无法读取（{reason}）。',
  '{path} cannot be imported.': '{path} 无法导入。',
  '{path} cannot be imported. It names no pictures.': '{path} 无法导入。其中没有列出图片。',
  '{path} cannot be imported. There are no pictures in it.': '{path} 无法导入。其中没有图片。',
  '{file} cannot be read ({reason}). Choose another text file.': '{file} 无法读取（{reason}）。请选择其他文本文件。',
  '{path} has only one class with pictures, “{class}”. A network needs at least two to tell apart. It needs one sub-folder for each class, named like the class, with its pictures in it.':
    '{path} 中只有一个类别有图片：“{class}”。网络至少需要区分两个类别。请为每个类别建立一个以类别命名的子文件夹，并放入该类别的图片。',
  '{path} is for the test and has classes that there is no training picture of: {classes}. Name its classes as those of the training pictures.':
    '{path} 用于测试，但其中的 {classes} 没有训练图片。请让类别名称与训练图片一致。',
  '{pictures} pictures need {needed} in the workspace, and {free} are free on its disk. Free some room, or choose a workspace on another disk.':
    '{pictures} 张图片在工作区中需要 {needed}，而磁盘仅剩 {free}。请释放空间，或选择其他磁盘上的工作区。',
  'The folders {one} and {other} overlap, so that pictures would come twice. Choose separate folders.':
    '文件夹 {one} 和 {other} 有重叠，图片会被导入两次。请选择互不包含的文件夹。',
  'There are more than {most} folders of pictures in it, too many.': '其中的图片文件夹超过 {most} 个，数量过多。',
  '{path} is no list of pictures: its first line names no column “path”. Begin it with “path,label,split”.':
    '{path} 不是图片清单：首行没有名为“path”的列。请以“path,label,split”开头。',
  '{file} names class {class}, and there are {count}. Give the file of class names that it counts.':
    '{file} 中出现类别 {class}，但一共只有 {count} 个。请指定与之对应的类别名称文件。',
  '{file} has too many lines to be a list of classes.': '{file} 行数过多，不像是类别列表。',
  'Validation and test may take at most nine tenths of the pictures together.':
    '验证集和测试集合计最多占全部图片的九成。',
  '{path} is in this dataset already. Import it again instead.': '{path} 已在该数据集中。请改为重新导入。',
  'This dataset has no sources to import again.': '该数据集没有可重新导入的来源。',
  'This dataset is being imported; cancel the import first, then remove it.':
    '该数据集正在导入；请先取消导入，再移除。',
  'This dataset is being imported; wait for that, or cancel it first.': '该数据集正在导入；请等待完成，或先取消。',
  'This import has ended already.': '导入已经结束。',
  'The import failed: {reason}': '导入失败：{reason}',
  'the disk of the workspace is full. What was read is kept; free some room, then import again.':
    '工作区所在的磁盘已满。已读取的内容会保留；请释放空间后重新导入。',
  'the dataset was removed meanwhile.': '数据集已被移除。',
  'There is no source {source} in this dataset. Reload its sources.': '该数据集中没有来源 {source}。请刷新来源列表。',
  '{path} is no {kind}, as {old} was. Choose where that lies now.':
    '{path} 与原来的 {old} 类型不同（{kind}）。请选择它现在的位置。',
  '{path} has none of the pictures of {old}. Choose where those lie now.':
    '{path} 中没有 {old} 的图片。请选择它们现在的位置。',

  'This dataset has no pictures to export.': '该数据集没有可导出的图片。',
  'This dataset is being exported; wait for that, or cancel it first.': '该数据集正在导出；请等待完成，或先取消。',
  'This export has ended already.': '导出已经结束。',
  'The export failed: {reason}': '导出失败：{reason}',
  'the disk is full. Free some room, or choose another.': '磁盘已满。请释放空间，或选择其他磁盘。',
  '{folder} cannot be written to ({reason}). Choose another folder.':
    '无法写入 {folder}（{reason}）。请选择其他文件夹。',
  '{folder} is not empty. Choose an empty folder, or a name that is not there yet.':
    '{folder} 不是空文件夹。请选择空文件夹，或尚不存在的名称。',

  'There is no dataset {dataset}. {choices}': '没有数据集 {dataset}。{choices}',
  'Datasets: {names}.': '现有数据集：{names}。',
  'There are none yet.': '目前还没有。',
  'named “{name}”': '“{name}”',
  'There is a dataset named “{name}” already. Choose another name.': '已有名为“{name}”的数据集。请换一个名称。',
  '{field}: A dataset needs a name.': '数据集需要名称。',
  '{field}: A class needs a name.': '类别需要名称。',
  '{field}: A colour is written as #rrggbb.': '颜色的写法为 #rrggbb。',
  '{field}: A key is a digit or a letter.': '快捷键为一个数字或字母。',
  'There is a class named “{name}” already. Choose another name, or merge the two classes.':
    '已有名为“{name}”的类别。请换一个名称，或合并这两个类别。',
  'That class is not (any more) one of this dataset. Reload the classes.':
    '该类别不（再）属于此数据集。请刷新类别列表。',
  'The classes have changed meanwhile; reload them, then order them anew.': '类别已发生变化；请刷新后重新排序。',
  'Choose another class for the pictures of the one that is removed.': '请为被移除类别的图片选择另一个类别。',
  '{count} of these pictures are not (any more) in this dataset. Reload the list.':
    '其中 {count} 张图片不（再）属于此数据集。请刷新列表。',
  'There is no picture {picture} in this workspace any more. Reload the list.':
    '工作区中已没有图片 {picture}。请刷新列表。',
  'What this picture looks like is not known yet. Look for duplicates in the dataset first.':
    '尚未分析该图片的外观。请先在数据集中查找重复图片。',
  'The search for duplicates failed: {reason}': '查找重复图片失败：{reason}',
  'no reason given': '原因不明',
  'The import was cancelled before any picture was read.': '导入已取消，尚未读取任何图片。',
  'The search for duplicates was cancelled.': '已取消查找重复图片。',
  '“{finding}” is not about duplicates; its remedy is to exclude pictures.':
    '“{finding}”与重复图片无关；处理方式是排除图片。',
  'The test pictures are locked, because “{run}” was measured on them: its result would mean nothing any more. Leave them as they are, or insist on the change.':
    '测试图片已锁定，因为“{run}”已用它们评估，更改会使该结果失去意义。请保持不变，或坚持更改。',
}
