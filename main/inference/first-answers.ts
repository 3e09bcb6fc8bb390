/** What came first of a network's answers, to be kept with its run. Pure. */
import type { NewAnswer } from '../store/answers.ts'
import { largestOf, softmax } from '../train/metrics.ts'

/**
 * @param scores logits [pictures, classes], or what a softmax makes probabilities of
 * @param imageIds the pictures
 * @param classIds the classes, in the order of the scores
 */
export function firstAnswers(
  scores: Float32Array,
  imageIds: Float64Array,
  classIds: readonly number[],
): readonly NewAnswer[] {
  const classes = classIds.length
  return Array.from(imageIds, (imageId, picture) => {
    const own = scores.subarray(picture * classes, (picture + 1) * classes)
    const first = largestOf(own)
    return { imageId, classId: classIds[first]!, probability: softmax(own)[first]! }
  })
}
