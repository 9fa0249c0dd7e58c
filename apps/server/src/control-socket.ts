import { once } from 'node:events'
import { chmod, rm } from 'node:fs/promises'
import { createConnection, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import path from 'node:path'
import { AppError, isAppError } from '@duibiao/base'
import type { DumpLine } from '@duibiao/store'
import type { Log } from './log.ts'

/**
 * Where the process that serves an embedded database gives a dump of it: no other process may open that database. It is a
 * socket in the data folder, for the user of the folder only, and knows this one question.
 */
export interface ControlSocket {
  readonly close: () => Promise<void>
}

/** Writes a dump, line after line; it waits while the reader is behind. */
export type WriteDump = (write: (line: DumpLine) => Promise<void>) => Promise<void>

/** What the reader is told in place of a line when the dump ends too early. */
interface FaultLine {
  readonly line: 'fault'
  readonly code: string
}

/** A reader that takes nothing for so long is gone or stopped, and everybody else waits for the database. */
const patience = 30_000
/** Paths of sockets end here on the systems we run on (sun_path). */
const longestPath = 103

/** Undefined where the system has no such sockets, or the path is too long for one. */
function socketIn(data: string): string | undefined {
  const file = path.join(data, 'control.sock')
  return process.platform === 'win32' || Buffer.byteLength(file) > longestPath ? undefined : file
}

/**
 * Opens the socket of a data folder whose lock is ours: what lies there is of a process that is gone. Where it cannot be opened
 * that is logged, and the service goes on without it.
 */
export async function openControlSocket(
  data: string,
  { dump, log }: { readonly dump: WriteDump; readonly log: Log },
): Promise<ControlSocket | undefined> {
  const file = socketIn(data)
  if (file === undefined) {
    log.warn('a backup needs the service stopped: no socket can be opened in the data folder')
    return undefined
  }
  await rm(file, { force: true })
  const server = createServer((socket) => void serve(socket, { dump, log }))
  try {
    server.listen(file)
    await once(server, 'listening')
    await chmod(file, 0o600)
  } catch (error) {
    log.warn({ error }, 'a backup needs the service stopped: its socket cannot be opened')
    return undefined
  }
  return { close: () => closeServer(server) }
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
}

async function serve(
  socket: Socket,
  { dump, log }: { readonly dump: WriteDump; readonly log: Log },
): Promise<void> {
  socket.on('error', () => socket.destroy())
  socket.setTimeout(patience, () => socket.destroy())
  try {
    log.info('a backup begins')
    await dump((line) => send(socket, line))
    log.info('a backup was given out')
    socket.end()
  } catch (error) {
    log.error({ error }, 'a backup failed')
    const fault: FaultLine = { line: 'fault', code: isAppError(error) ? error.code : 'fault' }
    if (!socket.destroyed) socket.end(`${JSON.stringify(fault)}\n`)
  }
}

async function send(socket: Socket, line: DumpLine): Promise<void> {
  if (!socket.destroyed && socket.write(`${JSON.stringify(line)}\n`)) return
  if (!socket.destroyed) await Promise.race([once(socket, 'drain'), once(socket, 'close')])
  if (socket.destroyed) throw new TypeError('whoever asked for the dump is gone')
}

/**
 * The dump that the process gives which serves an embedded database.
 * @returns undefined when no process answers there
 * @throws AppError `backup_unfinished` when it met a fault or stopped before the end
 */
export async function readServedDump(data: string): Promise<AsyncGenerator<DumpLine> | undefined> {
  const file = socketIn(data)
  if (file === undefined) return undefined
  const socket = createConnection(file)
  try {
    await once(socket, 'connect')
  } catch {
    return undefined
  }
  return readLines(socket)
}

async function* readLines(socket: Socket): AsyncGenerator<DumpLine> {
  let rest = ''
  try {
    for await (const text of socket.setEncoding('utf8')) {
      const lines = `${rest}${text}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const read: DumpLine | FaultLine = JSON.parse(line)
        if (read.line === 'fault') throw new AppError('backup_unfinished', { reason: read.code })
        yield read
        if (read.line === 'end') return
      }
    }
    throw new AppError('backup_unfinished', { reason: 'the service stopped' })
  } finally {
    socket.destroy()
  }
}
