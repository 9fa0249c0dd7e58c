import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { keyId } from '@duibiao/kernel'
import type { PublicKey, VerificationPort } from '@duibiao/kernel'
import { sha256 } from './digest.ts'

/** Signs checkpoints with a key that never reaches the database. */
export interface Signer {
  readonly key: PublicKey
  /** @returns the Ed25519 signature of a text in lower-case hex */
  readonly sign: (text: string) => string
}

/** What verifying a ledger of ours needs. */
export const verificationPort: VerificationPort = {
  ...sha256,
  verifySignature: (text, signature, { publicKey }) =>
    verify(null, Buffer.from(text), readPublicKey(publicKey), Buffer.from(signature, 'hex')),
}

/** The signer of an Ed25519 private key in PEM form. Throws when it is no such key. */
export function makeSigner(pem: string): Signer {
  return signerOf(createPrivateKey(pem))
}

/** A signer with a new key, and the key's PEM text to keep. */
export function generateSigner(): { readonly signer: Signer; readonly pem: string } {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  return { signer: signerOf(privateKey), pem }
}

/** The signer of a key file; a new key is written there, for the owner only, when there is none. */
export function openSigner(file: string): Signer {
  const { signer, pem } = generateSigner()
  try {
    // Of two programs that start at once one writes, and both read what it wrote.
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' })
    return signer
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return makeSigner(readFileSync(file, 'utf8'))
  }
}

function signerOf(privateKey: KeyObject): Signer {
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64')
  return {
    key: { id: keyId(publicKey, sha256.digest), algorithm: 'ed25519', publicKey },
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('hex'),
  }
}

function readPublicKey(publicKey: string): KeyObject {
  return createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
}
