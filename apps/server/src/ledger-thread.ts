import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '@duibiao/base'
import { finishVerification, startVerification, verifyLine } from '@duibiao/kernel'
import type { ExportLine, Verdict } from '@duibiao/kernel'
import { verificationPort } from '@duibiao/store'

// The beginning of a thread that verifies the lines of a ledger and ends.
assert(parentPort !== null, 'this runs in a thread')
const port = parentPort
const district: number = workerData
const verification = startVerification(district, verificationPort)

/** Answers each piece: undefined for more, the verdict at the end or at the first fault. */
port.on('message', (lines: readonly ExportLine[]) => {
  const isFaulty = lines.some((line) => verifyLine(verification, line) !== undefined)
  const isOver = isFaulty || lines.at(-1)?.line === 'end'
  const verdict: Verdict | undefined = isOver ? finishVerification(verification, 'database') : undefined
  port.postMessage(verdict)
  if (isOver) port.close()
})
