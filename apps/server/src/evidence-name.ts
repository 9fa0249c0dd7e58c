import { AppError } from '@duibiao/base'

// Characters of control, those that turn the direction of text (a name may look like another), separators of lines.
const refused = /[\p{Cc}\p{Co}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/u

/** Extensions of programs and pages: they may not stand before the last one either. */
const active = new Set(
  'asp aspx bat cgi chm cmd com cpl dll docm dotm exe hta htm html jar js jse jsp lnk mht mhtml mjs msi phar php pif pl pptm ps1 py reg scr sh shtml svg swf vbe vbs wsf xhtml xlsm xltm xml'.split(
    ' ',
  ),
)

const longest = 120

/**
 * The name of an uploaded file as it is kept and shown. It is never part of a path on our disk (ASVS V5.3.2).
 * @throws AppError `evidence_name_refused`, `evidence_type_refused` for an extension of a program
 */
export function readEvidenceName(given: string): { readonly name: string; readonly extension: string } {
  const name = given.normalize('NFC').trim()
  const isPath = /[/\\:*?"<>|]/.test(name) || name.startsWith('.')
  if (name === '' || Array.from(name).length > longest || isPath || refused.test(name)) {
    throw new AppError('evidence_name_refused')
  }
  const [, ...extensions] = name.toLowerCase().split('.')
  const extension = extensions.at(-1)?.trim() ?? ''
  const wrong = extensions.find((one) => active.has(one.trim()))
  if (extension === '' || wrong !== undefined) {
    throw new AppError('evidence_type_refused', { type: wrong ?? '?' })
  }
  return { name, extension }
}

/** For `Content-Disposition`: a name for old programs, and the whole one as RFC 6266 and RFC 8187 have it. */
export function attachmentHeader(name: string): string {
  const plain = name.replace(/[^\w.-]/g, '_')
  const encoded = encodeURIComponent(name).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
