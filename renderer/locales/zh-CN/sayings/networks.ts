/** Why settings are suggested, what a network cannot be, and why a device cannot be used. */
import type { Sayings } from '../../sayings.ts'

export const networks: Sayings = {
  'alexnet-mini: AlexNet at half its width on smaller crops, which a processor trains in minutes rather than days.':
    'alexnet-mini：宽度减半、裁剪更小的 AlexNet，用处理器训练只需几分钟而不是几天。',
  '{epochs} epochs: {time} for {images} pictures on this machine.': '{epochs} 轮：{images} 张图片在这台电脑上{time}。',
  'about a minute': '约需一分钟',
  'about {minutes} minutes': '约需 {minutes} 分钟',
  'Batch 128: the batch of the paper.': '批大小 128：与论文相同。',
  'Batch {batch}: with {images} pictures, smaller steps and more of them.':
    '批大小 {batch}：只有 {images} 张图片时，宜步子小、步数多。',
  'Learning rate {rate}: suits {network}, in proportion to the root of the batch.':
    '学习率 {rate}：适合 {network}，与批大小的平方根成正比。',
  'Cosine schedule with a warm-up: needs no watching, and ends where the rate is zero.':
    '带预热的余弦退火：无需照看，最终学习率降为零。',
  'He initialiser: starts to learn at once where the 0.01 of the paper waits many epochs.':
    'He 初始化：立即开始学习，而论文的 0.01 要等很多轮。',
  'Random crops and mirror images on: the network never sees quite the same picture twice.':
    '启用随机裁剪和镜像：网络不会两次看到完全相同的图片。',
  'Dropout 0.5, as in the paper: {network} has far more weights than {classes} classes need.':
    'Dropout 0.5，与论文相同：{network} 的权重远多于 {classes} 个类别所需。',
  'Dropout {dropout}: the 0.5 of the paper holds learning back in a run of minutes; raise it for a long one.':
    'Dropout {dropout}：论文的 0.5 会拖慢几分钟的训练；长时间训练时可调高。',
  'Left out, because without a readable picture: {classes}.': '以下类别没有可读的图片，不参与训练：{classes}。',
  '{names} and {count} more': '{names} 等（另有 {count} 个）',

  'A network needs at least one class; {given} is not possible.': '网络至少需要一个类别；{given} 不可行。',
  'Dropout is a share from 0 to 0.9; {given} is not possible.': 'Dropout 是 0 到 0.9 之间的比例；{given} 不可行。',
  'The width multiplier lies above 0 and up to 4; {given} is not possible.':
    '宽度倍数须大于 0 且不超过 4；{given} 不可行。',
  'The crop is a whole number of pixels up to 512; {given} is not possible.':
    '裁剪尺寸须为不超过 512 的整数像素；{given} 不可行。',
  '{layer} cannot be split in {groups} groups: {channels} channels and {kernels} kernels do not divide evenly. Choose groups 1 or another width.':
    '{layer} 无法分为 {groups} 组：{channels} 个通道和 {kernels} 个卷积核不能整除。请不分组，或更改宽度。',
  '{layer} needs a picture, not a row of {units} units.': '{layer} 需要图像输入，而不是 {units} 个单元。',
  '{layer} needs at least {size} pixels and gets {side}: the crop is too small. Choose a larger crop.':
    '{layer} 至少需要 {size} 像素，实际只有 {side}：裁剪过小。请增大裁剪尺寸。',

  'NVIDIA GPU through TensorFlow and CUDA': 'NVIDIA GPU（TensorFlow 与 CUDA）',
  'NVIDIA GPU through ONNX Runtime and CUDA': 'NVIDIA GPU（ONNX Runtime 与 CUDA）',
  'GPU through WebGPU': 'GPU（WebGPU）',
  'GPU through DirectML': 'GPU（DirectML）',
  'Apple GPU and Neural Engine through Core ML': 'Apple GPU 与神经网络引擎（Core ML）',
  'CPU through TensorFlow': 'CPU（TensorFlow）',
  '{name}, {threads} threads': '{name}，{threads} 线程',
  '{name}, {threads} thread': '{name}，{threads} 线程',
  'There is no device “{device}”. Choose one of: {devices}.': '没有设备“{device}”。可选：{devices}。',
  'The device “{device}” cannot be used on this machine ({reason}); choose one of {devices}.':
    '这台电脑无法使用设备“{device}”（{reason}）；可选：{devices}。',
  'The device “{device}” is not known here; choose one of {devices}.': '不认识设备“{device}”；可选：{devices}。',
  'It did not train within {seconds} seconds.': '在 {seconds} 秒内没有完成试训练。',
  'Its driver ended the process that tried it ({how}).': '其驱动程序终止了试用进程（{how}）。',
  'It computes wrong numbers: {name} is off by {error} after three steps. A newer driver may help.':
    '计算结果有误：三步之后 {name} 偏差 {error}。更新驱动程序可能有帮助。',
  'No graphics card with a working Vulkan, Direct3D 12 or Metal driver was found; a newer driver may help.':
    '没有找到带有可用 Vulkan、Direct3D 12 或 Metal 驱动的显卡；更新驱动程序可能有帮助。',
  'ONNX Runtime’s CUDA library is not installed; WebGPU drives NVIDIA cards without it.':
    '未安装 ONNX Runtime 的 CUDA 库；WebGPU 无需它即可使用 NVIDIA 显卡。',
  'ONNX Runtime cannot compute this on {provider}: {reason}': 'ONNX Runtime 无法在 {provider} 上计算：{reason}',
  'The optional package {name} is not installed. “npm install {command}” adds it where its library can be downloaded.':
    '未安装可选软件包 {name}。在能下载其库的环境中，可用“npm install {command}”安装。',
  'The native library of {name} is not installed. “npm rebuild {command}” downloads it, where that can be reached.':
    '未安装 {name} 的原生库。在能访问其下载地址的环境中，可用“npm rebuild {command}”下载。',
  '{name} cannot be loaded: {reason}': '{name} 无法加载：{reason}',
  'the backend {backend} did not start': '后端 {backend} 未能启动',
  '{device} has too little memory for this network at this batch size: choose a smaller batch, or limit the memory of a step.':
    '{device} 的内存不足以按此批大小训练该网络：请减小批大小，或限制单步内存。',
  '{device} stopped in the middle of its work ({reason}). Resume the run, or choose another device.':
    '{device} 在工作途中停止（{reason}）。请继续训练，或选择其他设备。',
  'A step of this network needs at least {needed} MB, but memory is limited to {limit} MB: allow more, or choose a smaller network.':
    '该网络的一步至少需要 {needed} MB，而内存限制为 {limit} MB：请放宽限制，或选择更小的网络。',
  'The network’s parameters need {needed} MB, which this machine does not have: choose a smaller network.':
    '该网络的参数需要 {needed} MB 内存，超出了本机所有：请选择更小的网络。',
  'The loss became {loss}: choose a lower learning rate.': '损失变为 {loss}：请降低学习率。',
  'The tensor {name} [{shape}] is missing.': '缺少张量 {name} [{shape}]。',
  'The tensor {name} is [{shape}], but this network needs [{needed}].':
    '张量 {name} 为 [{shape}]，而该网络需要 [{needed}]。',
  'The tensor {name} is not part of this network.': '张量 {name} 不属于该网络。',
}
