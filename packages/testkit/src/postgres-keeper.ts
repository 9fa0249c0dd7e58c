/** The program that keeps the shared server of the tests; started by shared-postgres.ts, never by hand. */
import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { instantOf } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { lockFolder } from '@duibiao/store'
import { startPostgresServer } from './postgres-server.ts'
import { countLeases, keeperFolder, publishAddress, withdrawAddress } from './shared-postgres.ts'

const idleRounds = 20
const round = 500

async function keepServer(): Promise<void> {
  const lock = lockFolder(keeperFolder(), startedAt())
  withdrawAddress()
  const server = await startPostgresServer({ fsync: false })
  try {
    do {
      publishAddress(server.url)
      await waitUntilIdle(server.pid)
      // Who asks writes a lease first and looks for the address then; so after the withdrawal either the lease
      // is seen here, or the address is not seen there.
      withdrawAddress()
    } while (countLeases() > 0)
  } finally {
    withdrawAddress()
    await server.stop()
    lock.release()
  }
}

function startedAt(): Instant {
  return instantOf(Math.floor(performance.timeOrigin))
}

async function waitUntilIdle(server: number): Promise<void> {
  for (let idle = 0; idle < idleRounds; idle += 1) {
    if (countLeases() > 0) idle = 0
    // Throws when the server has ended by itself: the next who asks gets another.
    process.kill(server, 0)
    await setTimeout(round)
  }
}

keepServer().catch((error: unknown) => {
  appendFileSync(path.join(keeperFolder(), 'keeper.log'), `${String(error)}\n`)
  process.exitCode = 1
})
