import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/** A file on the disk, read piece by piece: nothing of it is taken into memory as a whole. */
export interface FileView {
  readonly path: string
  readonly size: number
  /** Bytes at a place; fewer where the file ends. */
  read(position: number, length: number): Promise<Buffer>
}

/** Opens a file for a look at it. */
export async function viewFile<Value>(
  path: string,
  look: (view: FileView) => Promise<Value>,
): Promise<Value> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    return await look({ path, size, read: (position, length) => readAt(handle, position, length) })
  } finally {
    await handle.close()
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
