import { makeConnection } from './connection.ts'
import type { Service } from './service.ts'
import { makeService } from './service.ts'
import { makeSessionGate } from './session-gate.ts'

function wait(span: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, span))
}

async function look(): Promise<boolean> {
  try {
    return (await fetch('/healthz')).ok
  } catch {
    return false
  }
}

/** The service as a browser reaches it. */
export function openBrowserService(language: () => string): Service {
  return makeService({
    connection: makeConnection(look, wait),
    gate: makeSessionGate(),
    language,
    wait,
    fetch: (input, init) => fetch(input, init),
  })
}
