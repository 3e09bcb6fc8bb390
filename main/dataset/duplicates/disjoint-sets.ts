/** Sets of numbers 0 … count−1 that are joined and never parted (union–find: Galler and Fischer 1964, Tarjan 1975). */
export class DisjointSets {
  readonly #parents: Int32Array
  readonly #sizes: Int32Array
  readonly #lowest: Int32Array

  constructor(count: number) {
    this.#parents = Int32Array.from({ length: count }, (_, index) => index)
    this.#sizes = new Int32Array(count).fill(1)
    this.#lowest = this.#parents.slice()
  }

  join(first: number, second: number): void {
    let [large, small] = [this.#root(first), this.#root(second)]
    if (large === small) return
    if (this.#sizes[large]! < this.#sizes[small]!) [large, small] = [small, large]
    this.#parents[small] = large
    this.#sizes[large]! += this.#sizes[small]!
    this.#lowest[large] = Math.min(this.#lowest[large]!, this.#lowest[small]!)
  }

  joined(first: number, second: number): boolean {
    return this.#root(first) === this.#root(second)
  }

  /** How many numbers the set of this one has. */
  size(member: number): number {
    return this.#sizes[this.#root(member)]!
  }

  /** The lowest number of the set of this one. */
  lowest(member: number): number {
    return this.#lowest[this.#root(member)]!
  }

  #root(member: number): number {
    let root = member
    while (this.#parents[root] !== root) {
      this.#parents[root] = this.#parents[this.#parents[root]!]!
      root = this.#parents[root]!
    }
    return root
  }
}
