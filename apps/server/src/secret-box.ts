import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { AssertionError } from '@duibiao/base'

/** Seals small secrets with the key of the installation, so that a stolen database does not hold them. */
export interface SecretBox {
  /** @param purpose binds the secret to its place: sealed for one, it does not open for another */
  readonly seal: (secret: string, purpose: string) => string
  /** @throws AssertionError when it was sealed with another key or for another purpose */
  readonly open: (sealed: string, purpose: string) => string
  /** A digest that nobody makes without the key: 32 bytes. Short texts, such as telephone numbers, cannot be guessed from it. */
  readonly digest: (text: string, purpose: string) => Uint8Array
}

const algorithm = 'aes-256-gcm'

/** A box with its key. @param key at least 32 random bytes, or what reads them at the first use */
export function makeSecretBox(key: Uint8Array | (() => Uint8Array)): SecretBox {
  let derived: Uint8Array | undefined
  function derive(): Uint8Array {
    derived ??= createHash('sha256')
      .update('duibiao secret box 1')
      .update(typeof key === 'function' ? key() : key)
      .digest()
    return derived
  }
  return {
    seal(secret, purpose) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv(algorithm, derive(), nonce).setAAD(Buffer.from(purpose))
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url')
    },
    open(sealed, purpose) {
      const bytes = Buffer.from(sealed, 'base64url')
      const opening = derive()
      try {
        const decipher = createDecipheriv(algorithm, opening, bytes.subarray(0, 12))
          .setAAD(Buffer.from(purpose))
          .setAuthTag(bytes.subarray(-16))
        return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
      } catch {
        throw new AssertionError('bug: a secret was sealed with another key or for another purpose')
      }
    },
    digest(text, purpose) {
      const digestKey = createHmac('sha256', derive()).update('duibiao keyed digest 1').digest()
      // The length keeps apart what belongs to the purpose and what to the text.
      return createHmac('sha256', digestKey).update(`${purpose.length}:${purpose}:${text}`).digest()
    },
  }
}
