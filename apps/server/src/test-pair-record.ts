import { assert } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import { generateSigner, sealEntries } from '@duibiao/store'
import type { FastifyInstance } from 'fastify'
import type { Tenant } from './tenant.ts'
import type { PairPerson } from './test-pair-people.ts'

/**
 * Its reporter uploads a file and adds it to a matter, over HTTP as they would.
 * @returns the id of the evidence
 */
export async function attachText(
  application: FastifyInstance,
  reporter: PairPerson,
  { matter, words }: { readonly matter: MatterId; readonly words: string },
): Promise<string> {
  const headers = { ...reporter.headers, 'idempotency-key': `pair-note-${matter}` }
  const uploaded = await application.inject({
    method: 'POST',
    url: '/api/v1/evidence?name=words.txt',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    payload: words,
  })
  assert(uploaded.statusCode === 201, `a file of the pair is taken: ${uploaded.body}`)
  const { id } = uploaded.json<{ readonly id: string }>()
  const noted = await application.inject({
    method: 'POST',
    url: `/api/v1/matters/${matter}/commands`,
    headers,
    payload: { kind: 'note', text: '附件', evidence: [id] },
  })
  assert(noted.statusCode === 200, `a note of the pair is taken: ${noted.body}`)
  return id
}

/** Seals what a district has recorded until now. */
export async function sealRecord({ database, district, now }: Tenant): Promise<void> {
  const made = await sealEntries(database, district, { signer: generateSigner().signer, at: now() })
  assert(made.length === 1, 'the record of the pair is sealed')
}
