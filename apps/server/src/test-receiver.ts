import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { addWebhook, keepConnector } from '@duibiao/store'
import { makeCourier } from './courier.ts'
import type { Courier, CourierParts } from './courier.ts'
import { connectorPurpose, webhookPurpose } from './delivery-attempt.ts'
import { makePost } from './outbound.ts'
import type { Tenant } from './tenant.ts'
import { makeWebhookSecret } from './webhook-signature.ts'

/** What a receiver of a test answers. */
export type Answering = (request: IncomingMessage, response: ServerResponse, body: string) => void

/** A receiver on this machine. */
export interface TestReceiver {
  readonly port: number
  /** Ids of what came, in order. */
  readonly ids: string[]
  readonly bodies: string[]
  readonly server: Server
}

export async function openReceiver(answer: Answering): Promise<TestReceiver> {
  const [ids, bodies]: [string[], string[]] = [[], []]
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      ids.push(String(request.headers['webhook-id']))
      bodies.push(body)
      answer(request, response, body)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return { port: (server.address() as AddressInfo).port, ids, bodies, server }
}

export function closeReceivers(receivers: TestReceiver[]): void {
  for (const { server } of receivers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
}

/** A webhook at a receiver. @returns its id */
export async function addTestWebhook(
  tenant: Tenant,
  { port }: Pick<TestReceiver, 'port'>,
  types: readonly string[] = ['*'],
): Promise<string> {
  const { database, district, secrets, random, now } = tenant
  const secret = makeWebhookSecret(random)
  return addWebhook(database, district, {
    name: 'test',
    address: `http://127.0.0.1:${port}/hook`,
    types,
    sealFor: (id) => secrets.seal(secret, webhookPurpose(id)),
    now: now(),
    random,
  })
}

/** The receiver answers a service. */
export async function connectService(
  tenant: Tenant,
  { port }: Pick<TestReceiver, 'port'>,
  service: string,
): Promise<void> {
  const { database, district, secrets, random, now } = tenant
  const secret = secrets.seal(makeWebhookSecret(random), connectorPurpose(service))
  const address = `http://127.0.0.1:${port}/call`
  await keepConnector(database, district, { service, address, renewed: { secret }, now: now() })
}

/** A courier that may send to receivers of the test and nobody else, and never spreads its attempts. */
export function openTestCourier(
  tenant: Tenant,
  receivers: readonly Pick<TestReceiver, 'port'>[],
  parts: Partial<CourierParts> = {},
): Courier {
  const allowed = receivers.map(({ port }) => ({ district: undefined, host: '127.0.0.1', port }))
  return makeCourier({
    tenant,
    post: makePost({ district: tenant.district, allowed, milliseconds: 5000, answerBytes: 10_000 }),
    sendMail: async () => {},
    jitter: () => 0,
    onFault: (error) => {
      throw error
    },
    ...parts,
  })
}
