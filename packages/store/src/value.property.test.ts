import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { encodeText, toTimestamp } from './parameter.ts'
import { decoderOf } from './value.ts'

const textArray = 1009
const bigintArray = 1016
const bytesArray = 1001
const timestamp = 1184

test('an array of any texts is read as it was written', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.string({ unit: 'grapheme' }))), (values) => {
      expect(decoderOf(textArray, 'text')(encodeText(values) ?? '')).toEqual(values)
    }),
  )
})

test('an array of any whole numbers keeps every digit', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })), (values) => {
      const read = decoderOf(bigintArray, 'text')(encodeText(values) ?? '')
      expect(Array.isArray(read) ? read.map(String) : read).toEqual(values.map(String))
    }),
  )
})

test('an array of any bytes is read as it was written', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (values) => {
      expect(decoderOf(bytesArray, 'text')(encodeText(values) ?? '')).toEqual(values)
    }),
  )
})

test('a timestamp in the form PostgreSQL prints is the instant it was made of', () => {
  const years = { min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) }
  fc.assert(
    fc.property(fc.integer(years), (milliseconds) => {
      const printed = toTimestamp(instantOf(milliseconds))
        .replace('T', ' ')
        .replace(/\.?0*Z$/, '+00')
      expect(decoderOf(timestamp, 'text')(printed)).toBe(milliseconds)
    }),
  )
})
