export type * from './command.ts'
export type * from './expression.ts'
export type * from './matter.ts'
export { isEnded } from './matter.ts'
export type * from './procedure.ts'
export { isActivity } from './procedure.ts'
export type * from './transition.ts'
export * from './hashing.ts'
export * from './merkle.ts'
export * from './ledger.ts'
export * from './checkpoint.ts'
export * from './ledger-head.ts'
export * from './ledger-proof.ts'
export * from './ledger-export.ts'
export * from './ledger-fault.ts'
export {
  describeVerdict,
  finishVerification,
  startVerification,
  verifyExport,
  verifyLine,
} from './ledger-verification.ts'
export type { Verdict } from './ledger-verification.ts'
export type { Anchor, Verification, VerificationPort } from './ledger-segment.ts'
export * from './view.ts'
export { createWorld } from './world.ts'
export type * from './world.ts'
export { decide } from './decide.ts'
export { applyData, applyPatch } from './patch.ts'
export { previewMigration } from './migration.ts'
export type { MigrationReport } from './migration.ts'
export { coneOf } from './cone.ts'
export { isAgreed, isDecided } from './loop.ts'
export { armStartTimers, isStartedBy, nextStartTimer } from './event-start.ts'
