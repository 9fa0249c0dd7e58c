export type PhotoKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'heic'

/** What kind of picture the first bytes of a file say it is; undefined when it is none that we know. Names prove nothing. */
export function photoKindOf(start: Uint8Array): PhotoKind | undefined {
  const text = String.fromCharCode(...start.subarray(0, 16))
  if (text.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg'
  if (text.startsWith('\u0089PNG')) return 'png'
  if (text.startsWith('GIF8')) return 'gif'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp'
  // ISO base media; the brand says that it is a picture (ISO 23008-12, annex B).
  if (text.slice(4, 8) === 'ftyp' && /^(hei[cxms]|hev[cm]|mif1|msf1)$/.test(text.slice(8, 12))) return 'heic'
  return undefined
}

/** The longest edge of a photo that is sent, pixels: a number plate across a street can still be read. */
const longestEdge = 2560

/** The size a picture is drawn in, so that its longer edge has at most `longestEdge`; never larger than it is. */
export function shrunkSize({ width, height }: { readonly width: number; readonly height: number }): {
  readonly width: number
  readonly height: number
} {
  const share = Math.min(1, longestEdge / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) }
}
