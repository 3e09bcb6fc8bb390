/** Why a file of another program is no network here. */
import type { Sayings } from '../../sayings.ts'

export const interchange: Sayings = {
  '{file} is not read here: choose a file ending in {endings}.': '不能读取 {file}：请选择以 {endings} 结尾的文件。',
  '{path} cannot be read (it is not there). Choose another file.': '无法读取 {path}（文件不存在）。请选择其他文件。',
  '{path} cannot be read ({reason}). Choose another file.': '无法读取 {path}（{reason}）。请选择其他文件。',
  '{file} has the weights of none of the networks here ({networks}): {found}':
    '{file} 中的权重不属于任何一种已有的网络（{networks}）：{found}',
  'it has no layers with weights and biases.': '其中没有带权重和偏置的层。',
  'its layers are {shapes}.': '其中的层为 {shapes}。',
  '{tensor} in {file} has numbers that are none (NaN or infinite).':
    '{file} 中的 {tensor} 含有无效的数（NaN 或无穷大）。',
  '{file} tells {classes} classes apart; the names given are {names}. Give one for each, in the order of its outputs.':
    '{file} 可区分 {classes} 个类别，而给出的名称有 {names} 个。请按输出顺序为每个类别给出一个名称。',
  '{file} normalises responses with an exponent of {beta}, not 0.75.':
    '{file} 的局部响应归一化指数为 {beta}，而非 0.75。',
  '{file} is not a usable {form} file: {reason}.': '{file} 不是可用的 {form} 文件：{reason}。',
  'it begins unlike any': '文件开头不符',
  'it holds no state dict. In PyTorch, write one by torch.save(model.state_dict(), "weights.pth")':
    '其中没有 state dict。请在 PyTorch 中用 torch.save(model.state_dict(), "weights.pth") 写出',
  'the tensor {tensor} lies outside its storage': '张量 {tensor} 超出其存储范围',
  'it describes a tensor in a way that PyTorch does not': '其中对张量的描述与 PyTorch 不符',
  'it has no {part}': '缺少 {part}',
  '{part} in it is too large': '其中的 {part} 过大',
  'its numbers are big-endian': '其中的数是大端序',
  'it is of a version of its own': '版本不明',
  'no tensor has the storage {storage}': '没有张量使用存储 {storage}',
  'it has more than 2 GB of numbers': '其中的数超过 2 GB',
  'it breaks off': '文件不完整',
  'it has no layers': '其中没有层',
  'it has no graph': '其中没有计算图',
  'it pools before it normalises, as CaffeNet does and no network here':
    '其池化在归一化之前，如同 CaffeNet，而这里的网络都不是这样',
  'its layers of local response normalisation differ': '其各局部响应归一化层不一致',
  'a layer does not have the numbers that its shape needs': '有一层的数值个数与其形状不符',
  'the tensor {tensor} does not have the numbers that its shape needs': '张量 {tensor} 的数值个数与其形状不符',
  'the tensor {tensor} has no floating-point numbers': '张量 {tensor} 不是浮点数',
  'its numbers lie in another file. Save it with them inside': '其数值存放在另一个文件中。请改为存入同一文件',
  'it is shorter than its header': '文件短于其文件头',
  'its header is longer than the file': '文件头超出文件长度',
  'its header is not JSON': '文件头不是 JSON',
  'its header is not an object': '文件头不是对象',
  'its __metadata__ is not text by name': '__metadata__ 不是按名称给出的文本',
  'the tensor {tensor} needs a dtype of F64, F32, F16, BF16 or I64, a shape and data_offsets':
    '张量 {tensor} 需要 F64、F32、F16、BF16 或 I64 的 dtype，以及 shape 和 data_offsets',
  'the tensor {tensor} ends after the file': '张量 {tensor} 超出文件末尾',
  'the tensor {tensor} does not have the bytes that its shape needs': '张量 {tensor} 的字节数与其形状不符',
  'the tensor {tensor} overlaps another': '张量 {tensor} 与其他张量重叠',
}
