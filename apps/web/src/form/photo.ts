import { photoKindOf, shrunkSize } from './photo-kind.ts'

/** A file as it is sent, or why it cannot be; `key` is a text of `form`. */
export type Prepared =
  | { readonly ok: true; readonly file: Blob; readonly name: string }
  | {
      readonly ok: false
      readonly key: 'evidence.heic' | 'evidence.broken' | 'evidence.empty' | 'evidence.no_photo'
    }

/** Below this many bytes a photo goes as it is. */
const smallEnough = 600 * 1024

/**
 * Makes a photo small enough for a bad line, which takes its position and the like from it as well: the record keeps the place
 * that somebody states, not what a telephone knew. Files that are no pictures go as they are.
 */
export async function preparePhoto(file: File, takesOthers: boolean): Promise<Prepared> {
  if (file.size === 0) return { ok: false, key: 'evidence.empty' }
  const kind = photoKindOf(new Uint8Array(await file.slice(0, 16).arrayBuffer()))
  if (kind === undefined) {
    return takesOthers ? { ok: true, file, name: file.name } : { ok: false, key: 'evidence.no_photo' }
  }
  const picture = await decode(file)
  if (picture === undefined) return { ok: false, key: kind === 'heic' ? 'evidence.heic' : 'evidence.broken' }
  try {
    const { width, height } = shrunkSize(picture)
    if (kind === 'jpeg' && file.size <= smallEnough && width === picture.width) {
      return { ok: true, file, name: file.name }
    }
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width, height })
    canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.86))
    return blob === null
      ? { ok: false, key: 'evidence.broken' }
      : { ok: true, file: blob, name: file.name.replace(/(\.\w+)?$/, '.jpg') }
  } finally {
    picture.close()
  }
}

async function decode(file: Blob): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return undefined
  }
}
