/** What goes wrong in any place: calls, uploads, the workspace. */
import type { Sayings } from '../../sayings.ts'

export const program: Sayings = {
  'There is no method “{method}”.': '没有方法“{method}”。',
  'The call was cancelled.': '调用已取消。',
  'The program made a mistake in {method}; its log says more.': '程序在 {method} 中出错；详情见日志。',
  'Too many calls are open at once; ask again when some have been answered.': '同时进行的调用过多；请稍后重试。',
  'The program cannot be reached; see whether it still runs, then try again.':
    '无法连接到程序；请确认它仍在运行，然后重试。',
  'This host has no folder dialog; browse the folders or type the path.':
    '此处没有文件夹对话框；请浏览文件夹或输入路径。',
  'A browser does not show what a folder holds this way; drop the folder.':
    '浏览器无法以这种方式读取文件夹；请拖放文件夹。',
  'This upload is gone; drop the folder again.': '上传的内容已不存在；请重新拖放文件夹。',
  'This is not the identifier of an upload.': '这不是有效的上传标识。',
  '“{path}” is not a usable path of a file; rename the file and drop it again.':
    '“{path}”不是可用的文件路径；请重命名文件后重新拖放。',
  'The file is larger than {size} MiB.': '文件大于 {size} MiB。',
  'The upload could not be kept; try it again.': '上传未能保存；请重试。',
  'Only the program’s own page may do this.': '只有程序自己的页面才能执行此操作。',
  'Open the address that the program printed, with its token.': '请打开程序显示的、带有令牌的地址。',
  'Nothing is here.': '这里没有内容。',
  'The program is incomplete: {name}.js is not in {folder}. Build or install it again.':
    '程序不完整：{folder} 中没有 {name}.js。请重新构建或安装。',
  'The workspace {workspace} is in use by {holder}. Close that first, or choose another folder with --workspace.':
    '工作区 {workspace} 正被{holder}使用。请先将其关闭，或用 --workspace 选择其他文件夹。',
  'the {host} host, process {process}': ' {host}（进程 {process}）',
  'another process': '另一个进程',
}
