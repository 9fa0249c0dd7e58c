import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { AnyValue, Id, InstantText, Name, Wording } from './scalar.ts'

const count = Type.Integer({ minimum: 0 })

/** A procedure of a matter with what happened in it: for a picture with its live position. */
export const MatterProcedure = Type.Object(
  {
    procedure: Name,
    name: Wording,
    /** Content hash of the version the matter runs on. */
    hash: Type.String(),
    pack: Name,
    version: Name,
    /** The BPMN file it stands in, as XML. */
    bpmn: Type.String(),
    /** Elements at which something waits now. */
    positions: Type.Array(
      Type.Object({
        element: Name,
        name: Wording,
        tokens: Type.Integer({ minimum: 1 }),
        /** Tasks among them that somebody can act on. */
        tasks: count,
        is_overdue: Type.Boolean(),
      }),
    ),
    /** Elements that were passed, how often, and when last. */
    visited: Type.Array(Type.Object({ element: Name, times: count, last_at: InstantText })),
  },
  { $id: 'MatterProcedure' },
)

export const readMatterProcedure = defineOperation({
  id: 'matter.procedure',
  method: 'GET',
  path: '/api/v1/matters/{matter}/procedure',
  summary: { zh: '流程图与当前位置', en: 'The procedures of a matter with its live position' },
  params: Type.Object({ matter: Id }),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(MatterProcedure) }) },
  errors: ['resource_missing'],
})

/** In the form that the stand-alone verifier reads (docs/reference/ledger.md). */
export const EntryProof = Type.Object(
  {
    format: Type.Literal('duibiao-proof'),
    version: Type.Literal(1),
    entry: AnyValue,
    position: count,
    path: Type.Array(Type.String()),
    checkpoint: AnyValue,
    key: AnyValue,
  },
  { $id: 'EntryProof' },
)

export const proveMatter = defineOperation({
  id: 'matter.proof',
  method: 'GET',
  path: '/api/v1/matters/{matter}/entries/{seq}/proof',
  summary: {
    zh: '记录的存证证明',
    en: 'Proof that an entry stands in the ledger, for whoever may read all of the entry',
  },
  params: Type.Object({ matter: Id, seq: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }) }),
  query: Type.Object(
    {
      checkpoint: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 1_000_000_000,
          description:
            'Number of the head that the asker holds; the first that seals the entry when not said',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: EntryProof },
  errors: ['resource_missing', 'entry_not_sealed'],
})

/** The head of the ledger, to hold any export or proof against. It names no matter. */
export const LedgerHead = Type.Object(
  {
    /** One line, as it is printed and sent out; left out while nothing is sealed. */
    head: Type.Optional(Type.String()),
    checkpoint: Type.Optional(AnyValue),
    keys: Type.Array(
      Type.Object({ id: Type.String(), algorithm: Type.Literal('ed25519'), publicKey: Type.String() }),
    ),
  },
  { $id: 'LedgerHead' },
)

export const readCheckpoint = defineOperation({
  id: 'ledger.checkpoint',
  method: 'GET',
  path: '/api/v1/ledger/checkpoint',
  summary: { zh: '台账最新封存点', en: 'The newest sealed head of the ledger, and the public keys' },
  answer: { kind: 'json', status: 200, schema: LedgerHead },
})

export const ledgerOperations = [
  readMatterProcedure,
  proveMatter,
  readCheckpoint,
] as const satisfies readonly Operation[]
