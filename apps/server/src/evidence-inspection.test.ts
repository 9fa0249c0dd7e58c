import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { isAppError } from '@duibiao/base'
import { inspectEvidence } from './evidence-inspection.ts'
import { stripMetadata } from './evidence-metadata.ts'
import { attachmentHeader, readEvidenceName } from './evidence-name.ts'
import { aDocx, aGif, aJpeg, anArchive, aPng } from './test-file.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-inspection-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The media type a file is accepted as, or the code with which it is refused. */
async function look(given: string, bytes: Buffer | string): Promise<string> {
  const file = path.join(folder, 'file')
  writeFileSync(file, bytes)
  try {
    const { media } = await inspectEvidence(file, readEvidenceName(given))
    return media
  } catch (error) {
    if (isAppError(error)) return error.code
    throw error
  }
}

describe('what is accepted as evidence', () => {
  test('what telephones take and offices write, when content and extension agree [V5.2.2]', async () => {
    const office = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    expect(await look('现场.jpg', aJpeg())).toBe('image/jpeg')
    expect(await look('现场.JPEG', aJpeg({ after: 'a moving picture of a telephone' }))).toBe('image/jpeg')
    expect(await look('屏幕.png', aPng())).toBe('image/png')
    expect(await look('a.gif', aGif())).toBe('image/gif')
    expect(await look('整改报告.docx', aDocx())).toBe(office)
    expect(await look('公文.ofd', anArchive([{ name: 'OFD.xml', text: '<OFD/>' }]))).toBe('application/ofd')
    expect(await look('说明.txt', '三号楼水压不足\r\n')).toBe('text/plain')
    expect(await look('决定书.pdf', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n')).toBe('application/pdf')
  })

  test('an extension that the content does not have, or that is that of a program, is refused [V1.3.4] [V5.2.2]', async () => {
    expect(await look('a.png', aJpeg())).toBe('evidence_type_mismatch')
    expect(await look('a.jpg', '<html><script>alert(1)</script>')).toBe('evidence_type_mismatch')
    expect(await look('a.txt', aJpeg())).toBe('evidence_type_mismatch')
    expect(await look('photo.jpg.exe', aJpeg())).toBe('evidence_type_refused')
    expect(await look('photo.php.jpg', aJpeg())).toBe('evidence_type_refused')
    expect(await look('drawing.svg', '<svg onload="alert(1)"/>')).toBe('evidence_type_refused')
    expect(await look('drawing.svg.png', aPng())).toBe('evidence_type_refused')
    expect(await look('page.html', '<html/>')).toBe('evidence_type_refused')
    expect(await look('old.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('evidence_type_refused')
    expect(await look('无扩展名', aJpeg())).toBe('evidence_type_refused')
    expect(await look('text.txt', '<script>alert(1)</script>')).toBe('evidence_type_mismatch')
  })

  test('a picture that is a script as well is refused [V5.2.2]', async () => {
    expect(await look('a.gif', 'GIF89a/*..................*/=1;alert(document.domain)//')).toBe(
      'evidence_type_mismatch',
    )
    expect(await look('a.gif', Buffer.concat([aGif(), Buffer.from('=1;alert(1)')]))).toBe(
      'evidence_type_mismatch',
    )
    expect(await look('a.png', aPng({ text: '<?php system($_GET[0]) ?>' }))).toBe('evidence_type_mismatch')
    expect(await look('a.jpg', aJpeg({ after: '<script>alert(1)</script>' }))).toBe('evidence_type_mismatch')
    expect(await look('a.png', Buffer.concat([aPng(), Buffer.from('PK\x03\x04')]))).toBe(
      'evidence_type_mismatch',
    )
  })

  test('a picture of too many pixels is refused without unpacking it [V5.2.6]', async () => {
    expect(await look('a.png', aPng({ width: 50_000, height: 50_000 }))).toBe('evidence_image_too_large')
    expect(await look('a.jpg', aJpeg({ width: 10_001, height: 10_000 }))).toBe('evidence_image_too_large')
    expect(await look('a.jpg', aJpeg({ width: 10_000, height: 10_000 }))).toBe('image/jpeg')
  })

  test('a document that unpacks to too much is refused by what its directory says [V5.2.3]', async () => {
    const bomb = { name: 'word/a.xml', text: 'x', claims: 2_000_000_000 }
    expect(await look('a.docx', aDocx([bomb]))).toBe('evidence_archive_refused')
    const dense = { name: 'word/b.xml', text: '\0'.repeat(20_000_000) }
    expect(await look('a.docx', aDocx([dense]))).toBe('evidence_archive_refused')
    const many = Array.from({ length: 5_001 }, (_, index) => ({ name: `word/${index}.xml`, text: '' }))
    expect(await look('a.docx', aDocx(many))).toBe('evidence_archive_refused')
  })

  test('links, macros, programs and paths that lead out of a document are refused [V5.2.5] [V5.3.3]', async () => {
    expect(await look('a.docx', aDocx([{ name: 'word/l', text: '/etc/passwd', isLink: true }]))).toBe(
      'evidence_archive_refused',
    )
    expect(await look('a.docx', aDocx([{ name: '../../etc/cron.d/x', text: 'x' }]))).toBe(
      'evidence_archive_refused',
    )
    expect(await look('a.docx', aDocx([{ name: 'word/vbaProject.bin', text: 'x' }]))).toBe(
      'evidence_archive_refused',
    )
    expect(await look('a.docx', aDocx([{ name: 'word/embeddings/run.exe', text: 'MZ' }]))).toBe(
      'evidence_archive_refused',
    )
    expect(await look('a.docx', aDocx([], 'macro'))).toBe('evidence_type_mismatch')
    expect(await look('a.docm', aDocx([], 'macro'))).toBe('evidence_type_refused')
    expect(await look('a.zip', anArchive([{ name: 'a', text: 'a' }]))).toBe('evidence_type_refused')
    expect(await look('a.ofd', anArchive([{ name: 'a', text: 'a' }]))).toBe('evidence_archive_refused')
  })

  test('what is empty is refused [V5.2.2]', async () => {
    expect(await look('a.jpg', '')).toBe('evidence_empty')
  })
})

describe('names of files', () => {
  test('a name is no path and looks like what it is [V1.3.3] [V5.3.2]', async () => {
    for (const name of [
      '../../etc/passwd.txt',
      'C:\\windows\\a.txt',
      '/a.txt',
      'a\u0000.txt',
      'a\r\nSet-Cookie: x.txt',
      'annex\u202etxt.jpg',
      'a\u2066b.txt',
      '.htaccess',
      `${'长'.repeat(121)}.txt`,
      '',
    ]) {
      expect(await look(name, 'x')).toBe('evidence_name_refused')
    }
  })

  test('a name in a header is encoded [V5.4.2]', () => {
    expect(attachmentHeader('整改 "后"; x=1.jpg')).toBe(
      `attachment; filename="________x_1.jpg"; filename*=UTF-8''%E6%95%B4%E6%94%B9%20%22%E5%90%8E%22%3B%20x%3D1.jpg`,
    )
  })
})

describe('metadata of pictures', () => {
  test('of a JPEG only the picture, its colours and which way it is held are left', async () => {
    const stripped = stripMetadata(aJpeg({ after: 'a film of 36.65,117.12' }), 'image/jpeg')
    expect(stripped.toString('latin1')).not.toMatch(/GPS|36\.65|13800001234|film/)
    expect(stripped.toString('latin1')).toContain('JFIF')
    expect(stripped.subarray(-6)).toEqual(Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd9]))
    // Upright: the only tag left says how it is held, and stays when it is stripped again.
    expect(stripped.indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]))).toBeGreaterThan(0)
    expect(stripMetadata(stripped, 'image/jpeg')).toEqual(stripped)
    expect(await look('a.jpg', stripped)).toBe('image/jpeg')
  })

  test('of a PNG texts, times and Exif are left out', async () => {
    const stripped = stripMetadata(aPng(), 'image/png')
    expect(stripped.toString('latin1')).not.toContain('place')
    expect(await look('a.png', stripped)).toBe('image/png')
  })

  test('what is not whole is shown to nobody', () => {
    expect(() => stripMetadata(aJpeg().subarray(0, -2), 'image/jpeg')).toThrow(RangeError)
    expect(() => stripMetadata(aPng().subarray(0, -4), 'image/png')).toThrow(RangeError)
    expect(() => stripMetadata(Buffer.from('x'), 'video/mp4')).toThrow(RangeError)
  })
})
