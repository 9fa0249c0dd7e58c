import { AppError } from '@duibiao/base'

/** The bytes of a file that is looked at as a whole. @throws AppError `request_too_large` */
export async function readUpload(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body) {
    length += part.length
    if (length > limit) throw new AppError('request_too_large', { limit })
    parts.push(part)
  }
  return Buffer.concat(parts)
}
