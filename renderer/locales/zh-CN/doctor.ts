/** What the doctor finds in a run, in Simplified Chinese. */
import type { doctor as english } from '../en/doctor.ts'
import type { Translated } from '../translated.ts'

export const doctor: Translated<typeof english> = {
  findings: {
    stuck: '经过 {steps} 步，损失仍为 {loss}，而随机猜测的损失是 {guessing}：网络还没有学到任何东西。',
    diverged: '第 {step} 步的损失不是有限数值，训练因此结束。学习率为 {learningRate} 时，权重无限增大。',
    'dead-units':
      '{layer} 的 {units} 个单元中有 {dead} 个对全部 {pictures} 张图片都输出 0：它们已经失活，不会再学习。受影响的层：{layers}。',
    'one-class': '第 {epoch} 轮结束时，{share} 的预测都是“{class}”，而训练图片中只有 {trueShare} 属于这一类。',
    'rate-too-high': '第 {steps} 步的损失为 {loss}，高于{above}：学习率 {learningRate} 使步长过大。',
    'rate-too-low':
      '{steps} 步以来损失在下降，但只降到 {loss}，而随机猜测的损失是 {guessing}；照此速度，训练结束时约为 {end}。学习率 {learningRate} 使步长过小。',
    overfitting:
      '自第 {bestEpoch} 轮起，验证损失从 {lowestValidationLoss} 升到 {validationLoss}，训练损失却降到 {trainingLoss}：训练错误率 {trainingError}，验证错误率 {validationError}。网络在死记训练图片；增加图片最有帮助。',
    'slow-device':
      '设备“{device}”训练 AlexNet Mini 的速度为每秒 {imagesPerSecond} 张图片，而本机处理器可达 {processorImagesPerSecond} 张。',
    starved:
      '{waitingShare} 的训练时间在等待图片：图片以每秒 {imagesPerSecond} 张的速度送达，而设备还能处理更多。把工作区放到更快的磁盘上，或关闭其他程序，会有帮助。',
  },
  kept: '第 {checkpoint} 步的检查点已保留。',
  notKept: '在此之前没有检查点。',
  above: { guessing: '随机猜测的损失 {guessing}', lowest: '曾经降到的 {lowest}' },
  cures: {
    rate: '把学习率设为 {rate}',
    start: '重新开始：{changes}',
    branch: '从第 {step} 步继续：{changes}',
  },
  change: '{setting} {value}',
  and: '、',
}
