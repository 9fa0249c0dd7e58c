import { generateKeyPairSync, sign } from 'node:crypto'

/** A private key and a certificate that it signed itself, PEM; nobody trusts it. */
export function makeTestCertificate(host = 'localhost'): { readonly key: Buffer; readonly cert: Buffer } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // X.509 (RFC 5280) with the fewest fields that it may have.
  const algorithm = sequence(objectId('2a8648ce3d040302'))
  const name = sequence(tagged(0x31, sequence(objectId('550403'), tagged(0x0c, Buffer.from(host)))))
  const validity = sequence(time('20200101000000Z'), time('20991231235959Z'))
  const names = sequence(tagged(0x82, Buffer.from(host)))
  const alternative = sequence(objectId('551d11'), tagged(0x04, names))
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.of(2))),
    tagged(0x02, Buffer.of(1)),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ format: 'der', type: 'spki' }),
    tagged(0xa3, sequence(alternative)),
  )
  const signature = sign('sha256', body, privateKey)
  const der = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.of(0), signature])))
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n')
  const cert = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
  return { key: Buffer.from(privateKey.export({ format: 'pem', type: 'pkcs8' })), cert: Buffer.from(cert) }
}

function tagged(tag: number, content: Uint8Array): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.of(tag, ...size), content])
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

function objectId(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'))
}

function time(text: string): Buffer {
  return tagged(0x18, Buffer.from(text))
}
