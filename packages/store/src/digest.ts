import { hash } from 'node:crypto'
import type { DigestPort } from '@duibiao/kernel'

/** SHA-256 for the ledger. */
export const sha256: DigestPort = {
  algorithm: 'sha-256',
  digest: (text) => hash('sha256', text, 'hex'),
  digestBytes: (bytes) => hash('sha256', bytes, 'hex'),
}
