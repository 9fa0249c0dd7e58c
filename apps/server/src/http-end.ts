import type { Scheduler } from '@duibiao/store'
import type { FastifyInstance } from 'fastify'
import type { Gate } from './overload.ts'

/** How long requests at work may go on when the service closes, milliseconds. */
const grace = 10_000
/** And how long somebody who has connected may take to ask, once all others were answered. */
const shortGrace = 1_000

/** Takes no more connections, lets who is at work be answered within a time, and cuts off who is left. */
export async function endHttp(application: FastifyInstance, gate: Gate, scheduler: Scheduler): Promise<void> {
  async function cutOff(): Promise<void> {
    application.server.closeAllConnections()
    gate.giveUp()
  }
  const stops = [scheduler.every(grace, cutOff)]
  const ended = application.close()
  await gate.settle()
  application.server.closeIdleConnections()
  stops.push(scheduler.every(shortGrace, cutOff))
  await ended
  for (const stop of stops) stop()
}
