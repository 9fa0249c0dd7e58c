import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'

/**
 * Where the next exchange is cut: before the server sees what was sent, while the server works on it, or after the
 * server has done it and before the client hears of it.
 */
export type ProxyCut = 'before' | 'during' | 'after'

/** A proxy on loopback between a client and a server, whose connections can be cut at a chosen moment. */
export interface TcpProxy {
  readonly port: number
  /** Cuts the connection of the next exchange that anybody begins; with undefined of none. @param skip exchanges let through */
  cutNext(cut: ProxyCut | undefined, skip?: number): void
  /** How many connections were cut. */
  readonly cuts: number
  close(): Promise<void>
}

/**
 * Starts a proxy to a port on loopback. Of PostgreSQL a statement is an exchange and signing in is none, of HTTP a POST is.
 * @param target asked at each connection when it may change
 */
export async function startTcpProxy(target: number | (() => number)): Promise<TcpProxy> {
  const state: ProxyState = { armed: undefined, skip: 0, cuts: 0, sockets: new Set() }
  const server = createServer((client) =>
    relay(state, client, typeof target === 'number' ? target : target()),
  )
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: portOf(server),
    cutNext(cut, skip = 0) {
      state.armed = cut
      state.skip = skip
    },
    get cuts() {
      return state.cuts
    },
    close() {
      for (const socket of state.sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

interface ProxyState {
  armed: ProxyCut | undefined
  skip: number
  cuts: number
  readonly sockets: Set<Socket>
}

function relay(state: ProxyState, client: Socket, target: number): void {
  const server = connect(target, '127.0.0.1')
  let doomed = false
  function end(): void {
    client.destroy()
    server.destroy()
  }
  function cut(): void {
    state.cuts += 1
    end()
  }
  for (const socket of [client, server]) {
    state.sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', end)
    socket.on('close', () => {
      state.sockets.delete(socket)
      end()
    })
  }
  client.on('data', (bytes: Buffer) => {
    const armed = takeArmed(state, bytes)
    if (armed === 'before') return cut()
    server.write(bytes, () => {
      if (armed === 'during') cut()
    })
    if (armed === 'after') doomed = true
  })
  server.on('data', (bytes) => {
    // The server speaks once the statement is done and committed: it gathers what it says until then.
    if (doomed) cut()
    else client.write(bytes)
  })
}

/** Messages Parse, Bind and Query, with which a statement begins. */
const beginnings: ReadonlySet<number> = new Set([0x50, 0x42, 0x51])

function takeArmed(state: ProxyState, bytes: Uint8Array): ProxyCut | undefined {
  if (state.armed === undefined || !beginnings.has(bytes[0] ?? 0)) return undefined
  if (state.skip > 0) {
    state.skip -= 1
    return undefined
  }
  const { armed } = state
  state.armed = undefined
  return armed
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return address.port
}
