import { AsyncLocalStorage } from 'node:async_hooks'
import { AssertionError } from '@duibiao/base'

/**
 * Notices a statement that is sent to the database itself from within one of its transactions. On the embedded
 * database it would wait for its own transaction for ever, on PostgreSQL it would silently run outside of it.
 */
export interface TransactionScope {
  run<T>(work: () => Promise<T>): Promise<T>
  assertOutside(): void
}

/** Makes the guard of one database. */
export function makeTransactionScope(): TransactionScope {
  const storage = new AsyncLocalStorage<boolean>()
  return {
    run: (work) => storage.run(true, work),
    assertOutside() {
      if (storage.getStore() === true) {
        throw new AssertionError('bug: a transaction is running here: use the transaction, not the database')
      }
    },
  }
}
