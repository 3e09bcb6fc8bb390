/**
 * Writes WebDataset shards: tar files `train-000000.tar` in which the files of one picture lie side by side under one
 * key: `000000012.jpg`, its class as a number in `.cls`, and what it is in `.json`. `classes.txt` names the classes in
 * the order of their numbers. A picture's content decides its shard, so that each shard has pictures of all classes.
 */
import { open, writeFile, type FileHandle } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Split } from '../../../preload/contract/index.ts'
import { blockBytes, padding, writeHeader } from '../tar/header.ts'
import type { OutgoingPicture, PictureWriter } from './picture.ts'

/** Bytes of pictures that a shard is meant to have. */
const shardBytes = 2 ** 28

/** Shards of a split that are open at once, and so all there are; larger splits get larger shards. */
const mostShards = 200

export class ShardWriter implements PictureWriter {
  readonly needsContent = true
  readonly #folder: string
  readonly #classes: readonly string[]
  /** Shards of each split. */
  readonly #counts: ReadonlyMap<Split, number>
  readonly #open = new Map<string, FileHandle>()

  constructor(folder: string, classes: readonly string[], bytes: ReadonlyMap<Split, number>) {
    this.#folder = folder
    this.#classes = classes
    this.#counts = new Map(
      [...bytes].map(([split, sum]) => [split, Math.min(mostShards, Math.max(1, Math.ceil(sum / shardBytes)))]),
    )
  }

  async write({ id, name, label, split, sha256, place }: OutgoingPicture, content: Uint8Array): Promise<void> {
    const shard = await this.#shardOf(split, sha256)
    const key = String(id).padStart(9, '0')
    const facts = JSON.stringify({ path: place, label, split })
    const extension = extname(name)
      .slice(1)
      .toLowerCase()
      .replace(/^jpe$|^jpeg$|^jfif$/, 'jpg')
    await shard.writeFile(
      Buffer.concat([
        ...entry(`${key}.${extension}`, content),
        ...(label === null ? [] : entry(`${key}.cls`, Buffer.from(String(this.#classes.indexOf(label))))),
        ...entry(`${key}.json`, Buffer.from(facts)),
      ]),
    )
  }

  async close(): Promise<void> {
    for (const shard of this.#open.values()) {
      await shard.writeFile(Buffer.alloc(2 * blockBytes))
      await shard.close()
    }
    await writeFile(join(this.#folder, 'classes.txt'), this.#classes.map((name) => `${name}\n`).join(''))
  }

  async #shardOf(split: Split, sha256: Uint8Array): Promise<FileHandle> {
    const number = Buffer.from(sha256).readUInt32BE(0) % (this.#counts.get(split) ?? 1)
    const file = `${split}-${String(number).padStart(6, '0')}.tar`
    const known = this.#open.get(file)
    if (known) return known
    const opened = await open(join(this.#folder, file), 'wx')
    this.#open.set(file, opened)
    return opened
  }
}

function entry(name: string, content: Uint8Array): Uint8Array[] {
  return [writeHeader(name, content.length, 0), content, Buffer.alloc(padding(content.length))]
}
