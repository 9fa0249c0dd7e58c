export type { OpenDatabase } from './describe-on-both.ts'
export { describeOnBoth } from './describe-on-both.ts'
export type { FixedClock } from './fixed-clock.ts'
export { makeFixedClock } from './fixed-clock.ts'
export type { PostgresServer, PostgresServerSettings } from './postgres-server.ts'
export { startPostgresServer } from './postgres-server.ts'
export type { Random } from './random.ts'
export { drawFrom, makeRandom } from './random.ts'
export type { TestDatabase, TestDatabaseSettings } from './test-database.ts'
export { openTestDatabase } from './test-database.ts'
export type { LedgerKey, SampleLedger, SampleLedgerSettings } from './sample-ledger.ts'
export { exportSample, makeLedgerKey, makeSampleLedger } from './sample-ledger.ts'
export { anyBlock } from './any-block.ts'
export { procedureOf, turnedAround } from './block.ts'
export type { Block } from './block.ts'
export { playMatter } from './played-matter.ts'
export { findBreaks } from './invariant.ts'
export type { NodeSketch } from './procedure-sketch.ts'
export {
  eventOf,
  literal,
  plainCalendar,
  sketchClock,
  sketchProcedure,
  sketchRow,
  sketchStarter,
  sketchWaiter,
  timerOf,
  variable,
  whileAtWork,
} from './procedure-sketch.ts'
export type { SampleEngine, SampleEngineSettings } from './sample-engine.ts'
export { enterDistrict, openSampleEngine } from './sample-engine.ts'
export { sampleProcedure } from './sample-procedure.ts'
export type { StartScene } from './start-scene.ts'
export { makeStartScene, sketchVersion } from './start-scene.ts'
export { openEngine } from './sample-engine.ts'
export type { LoadListener, LoadRule } from './load.ts'
export { persist, runLives } from './load.ts'
export type { Life, LifeStep } from './load-life.ts'
export { lifeOf, lifeProcedures } from './load-life.ts'
export { checkLoad } from './load-check.ts'
export type { LoadLog } from './load-log.ts'
export { listenerOf, makeLoadLog, pendingOf, takeNotice } from './load-log.ts'
export type { LoadOrder, LoadProcess } from './load-process.ts'
export { startLoadProcess } from './load-process.ts'
export type { LoadWork } from './load-work.ts'
export { finishWork, makeLoadPort, workUntil } from './load-work.ts'
export type { RecordCheck } from './record-check.ts'
export { checkRecord } from './record-check.ts'
export type { ProxyCut, TcpProxy } from './tcp-proxy.ts'
export { startTcpProxy } from './tcp-proxy.ts'
export { acceptedIn, hasEndedIn, makeTestWorld, matterIn, refusalOf, startIn, tasksIn } from './test-world.ts'
export type { Play } from './bpmn-play.ts'
export { playBpmn } from './bpmn-play.ts'
export {
  aBoundary,
  aChain,
  aFile,
  aFlow,
  aFormal,
  anEvent,
  anEventSubprocess,
  anExtension,
  anUndo,
  aPath,
  aProcess,
  aRun,
  aStep,
  aSub,
  someRoots,
  someTasks,
} from './bpmn-sketch.ts'
export type { PackChange } from './pack-change.ts'
export { changePack, readShippedPack, replaceText, shippedPack } from './pack-change.ts'
export type { RegistrySite } from './sample-registry.ts'
export {
  aSheet,
  changeRegistry,
  importSheet,
  makeRegistrySites,
  sampleMorning,
  sampleDay,
  registrySheets,
  aSquare,
} from './sample-registry.ts'
export { findFreePort } from './free-port.ts'
export { startServiceProcess } from './service-process.ts'
export type { ServiceFault } from './service-fault.ts'
export { embeddedFaults, postgresFaults } from './service-fault.ts'
export type { FaultOutcome } from './service-fault-run.ts'
export { describeFaults, withstandFaults } from './service-fault-run.ts'
