/** Why a run cannot begin, go on or be measured, and why it ended. */
import type { Sayings } from '../../sayings.ts'

export const runs: Sayings = {
  'There is no run {run}. {choices}': '没有训练 {run}。{choices}',
  'Runs: {names}.': '现有训练：{names}。',
  'There is no dataset {dataset} to train on (any more).': '用于训练的数据集 {dataset} 不存在（或已被移除）。',
  'The dataset “{dataset}” of run {run} was removed.': '训练 {run} 的数据集“{dataset}”已被移除。',
  'Run {run} was read from {file} and has no pictures of its own. Begin a run with its weights instead.':
    '训练 {run} 读自 {file}，没有自己的图片。请改为让新训练从它的权重开始。',
  'No labelled picture of “{dataset}” is of a class that “{run}” knows by the same name.':
    '“{dataset}”中没有已标注的图片属于“{run}”认识的同名类别。',
  'Every picture of the dataset “{dataset}” has a label.': '数据集“{dataset}”中的每张图片都有标签。',
  'The dataset “{dataset}” has no {split} pictures of this run’s classes.':
    '数据集“{dataset}”中没有属于该训练各类别的{split}图片。',
  'The checkpoint of step {step} has {epochs} epochs behind it, and a branch goes on from there. Give it more epochs than that.':
    '第 {step} 步的检查点已完成 {epochs} 轮，分支从那里继续。请设置比这更多的轮数。',
  validation: '验证',
  test: '测试',
  training: '训练',
  'The dataset “{dataset}” has no training pictures for {classes}. Give each class at least one picture in the training split, or another label to the pictures it has.':
    '数据集“{dataset}”中 {classes} 没有训练图片。请让每个类别在训练集中至少有一张图片，或为其图片另设标签。',
  'Training needs at least two classes with training pictures; in the dataset “{dataset}” none of its classes has any. Import or label pictures of more classes.':
    '训练至少需要两个有训练图片的类别；数据集“{dataset}”中没有任何类别有训练图片。请导入或标注更多类别的图片。',
  'Training needs at least two classes with training pictures; in the dataset “{dataset}” only {classes} has any. Import or label pictures of more classes.':
    '训练至少需要两个有训练图片的类别；数据集“{dataset}”中只有 {classes} 有训练图片。请导入或标注更多类别的图片。',
  'In the dataset “{dataset}”, {count} pictures look like others in another split ({splits}), so its errors would come out too low. Put them into one split in the hygiene report, or insist on training.':
    '数据集“{dataset}”中有 {count} 张图片与其他划分中的图片相似（{splits}），测得的错误率会偏低。请在数据质量报告中把它们归入同一划分，或坚持训练。',
  'training and validation': '训练与验证',
  'training and test': '训练与测试',
  'validation and test': '验证与测试',
  'training and validation and test': '训练、验证与测试',
  'A crop of {crop} pixels is cut from {side}, but pictures are kept at {kept}. Choose a crop of at most {most}.':
    '{crop} 像素的裁剪取自 {side} 像素的图片，而图片只保存为 {kept} 像素。请把裁剪尺寸设为不超过 {most}。',
  'A batch of {batch} pictures is more than the {images} training pictures there are. Choose a batch of at most {most}.':
    '批大小 {batch} 超过了现有的 {images} 张训练图片。请设为不超过 {most}。',
  'A branch keeps the {setting} of its run, which the checkpoint rests on. Start a new run for another.':
    '分支须沿用原训练的 {setting}，检查点依赖于它。要更改请新建训练。',
  'Run {run} has not begun to train yet.': '训练 {run} 尚未开始。',
  'Run {run} has no checkpoint yet. Wait for its first epoch to end.': '训练 {run} 还没有检查点。请等待第一轮结束。',
  'Run {run} has no checkpoint at step {step}; it has those of {steps}.':
    '训练 {run} 在第 {step} 步没有检查点；现有检查点在第 {steps} 步。',
  'no step yet': '（尚无）',
  'Checkpoint {checkpoint} is gone: a newer one took its place.': '检查点 {checkpoint} 已不存在：已被较新的取代。',
  'The checkpoint of run {run} at step {step} is damaged: in tensor {tensor}, {reason}. {advice}':
    '训练 {run} 第 {step} 步的检查点已损坏：张量 {tensor} 中{reason}。{advice}',
  'chunk {number} does not match its checksum': '第 {number} 块与校验和不符',
  'chunks are missing': '缺少数据块',
  'Use another checkpoint.': '请使用其他检查点。',
  'Resume the run again to go on from the checkpoint before, of step {step}.':
    '再次继续训练，将从更早的第 {step} 步的检查点继续。',
  'There is no other; start the run again.': '没有其他检查点；请重新开始训练。',
  'The checkpoint of run {run} has no kernels that see colours.': '训练 {run} 的检查点没有作用于颜色的卷积核。',
  'Run {run} cannot be resumed: it is {status}.': '训练 {run} 无法继续：其状态为{status}。',
  'Run {run} is not training: it is {status}.': '训练 {run} 没有在进行：其状态为{status}。',
  waiting: '等待中',
  running: '进行中',
  paused: '已暂停',
  stopped: '已停止',
  finished: '已完成',
  failed: '失败',
  interrupted: '已中断',
  'It was {status} before it began.': '它在开始前状态变为{status}。',
  'Run {run} has finished its {epochs} epochs. Give it more, then resume.':
    '训练 {run} 已完成全部 {epochs} 轮。请增加轮数后再继续。',
  'Run {run} has trained for {epochs} epochs already. Choose more than that.':
    '训练 {run} 已进行 {epochs} 轮。请设为更大的轮数。',
  'Run {run} is training. Stop it first, then remove it.': '训练 {run} 正在进行。请先停止，再移除。',
  'Another process still trains run {run}. End that process, then resume.':
    '另一个进程仍在进行训练 {run}。请结束该进程后再继续。',
  'This process only reads the workspace; begin runs in the one that holds it.':
    '本进程只读取工作区；请在占用工作区的进程中开始训练。',
  'The program ended while this run was training. It can be resumed.': '训练过程中程序退出。该训练可以继续。',
  'The program ended while this run was training; its last step is saved, and it can be resumed.':
    '训练过程中程序退出；最后一步已保存，该训练可以继续。',
  'The program ended before this run began. It can be resumed.': '程序在该训练开始前退出。该训练可以继续。',
  'The program was closed before this run began. It can be resumed.': '程序在该训练开始前关闭。该训练可以继续。',
  'The trainer’s process ended unexpectedly ({how}); the run can be resumed.':
    '训练进程意外结束（{how}）；该训练可以继续。',
  'The trainer’s process ended unexpectedly ({how}); the run can be resumed. Where memory ran out, a smaller batch or a memory limit helps.':
    '训练进程意外结束（{how}）；该训练可以继续。如果是内存不足，请减小批大小或限制内存。',
  'The trainer’s process ended unexpectedly ({how}); the run can be resumed. It last said: {said}':
    '训练进程意外结束（{how}）；该训练可以继续。最后的输出：{said}',
  'The trainer’s process ended unexpectedly ({how}); the run can be resumed. Where memory ran out, a smaller batch or a memory limit helps. It last said: {said}':
    '训练进程意外结束（{how}）；该训练可以继续。如果是内存不足，请减小批大小或限制内存。最后的输出：{said}',
  'signal {signal}': '信号 {signal}',
  'exit code {code}': '退出码 {code}',
  '{reason} The run is paused; it goes on from its last checkpoint when it is resumed.':
    '{reason}训练已暂停；继续时将从最后的检查点开始。',
  'The disk of {folder} is too full for a checkpoint: it needs {needed}, {free} are free. Free some room, or remove runs that are no longer needed.':
    '{folder} 所在的磁盘空间不足以写入检查点：需要 {needed}，仅剩 {free}。请释放空间，或移除不再需要的训练记录。',
  'The disk of {folder} is full. Free some room, or remove runs that are no longer needed.':
    '{folder} 所在的磁盘已满。请释放空间，或移除不再需要的训练记录。',
  'Training diverged: the loss of step {step} is no finite number. Start again with a lower learning rate; it had reached {rate}, so try {lower}.':
    '训练发散：第 {step} 步的损失不是有限数。请用较低的学习率重新开始；当时为 {rate}，可尝试 {lower}。',
  'The thread that writes checkpoints ended: {reason}': '写检查点的线程已结束：{reason}',
  'The process that tried the settings ended ({how}).': '试训进程已结束（{how}）。',
  'The process that tried the settings ended ({how}). It said: {said}': '试训进程已结束（{how}）。输出：{said}',
  'The preview was cancelled.': '已取消试训。',
  'The classifying process ended unexpectedly ({how}). Try again.': '识别进程意外结束（{how}）。请重试。',
  'It was cancelled.': '已取消。',
  'No pictures were measured.': '没有评估任何图片。',
  "The dataset's pixel file {path} is missing or too short. Import the dataset again, which reads its pictures anew.":
    '数据集的像素文件 {path} 缺失或不完整。请重新导入该数据集，以重新读取图片。',
  'A thread that reads pictures broke down: {reason}': '读取图片的线程发生故障：{reason}',
  'A thread that reads pictures ended unexpectedly.': '读取图片的线程意外结束。',
  'A thread that prepares pictures ended unexpectedly.': '准备图片的线程意外结束。',
  'The pictures were no longer wanted.': '不再需要这些图片。',
  'The batches were no longer wanted.': '不再需要这些批次。',
  'There is no recipe “{name}”. Recipes: {names}.': '没有方案“{name}”。现有方案：{names}。',
  'There is no own recipe “{name}”. {choices}': '没有自定义方案“{name}”。{choices}',
  'Recipes: {names}.': '现有方案：{names}。',
  'The recipe “{name}” comes with the program. Choose another name for your own.':
    '方案“{name}”是程序自带的。请为自定义方案另取名称。',
  '{file} is there already. Choose another name.': '{file} 已存在。请换一个名称。',
  '{file} cannot be written ({reason}). Choose another folder.': '无法写入 {file}（{reason}）。请选择其他文件夹。',
  'the disk is full': '磁盘已满',
  'An ONNX file holds at most 2 GB, and this network has {size} GB of weights. Export it as safetensors.':
    'ONNX 文件最多容纳 2 GB，而该网络的权重有 {size} GB。请导出为 safetensors。',
  'The weights of run {run} (“{name}”) are those of another network: its {key} is {own}, not {wanted}. Choose the network and the techniques that it has.':
    '训练 {run}（“{name}”）的权重属于另一种网络：其 {key} 为 {own}，而非 {wanted}。请选择与其相同的网络和技术。',
}
