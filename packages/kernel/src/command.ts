import type { Extension, Instant, LegalBasis } from '@duibiao/base'
import type { Value, Variables } from './expression.ts'
import type { NodeIndex } from './procedure.ts'
import type { ScopeId, TokenId } from './matter.ts'

/** Who does it. `person` and `post` as the registry knows them; `deputyFor`: the person deputised (代理). */
export type Actor = {
  readonly person?: string
  readonly post?: string
  readonly deputyFor?: string
  /** The office that the actor heads: its head hands on what somebody in it has in hand, and no more than that. */
  readonly headOf?: string
  /** The software itself: timers, message delivery, import. */
  readonly system?: string
}

/** Everything that can be asked of a matter. Tasks are named by their token number. */
export type Command =
  | {
      readonly kind: 'start'
      readonly procedure: string
      readonly variables?: Variables
      readonly by?: StartBy
      /** What came with it, photographs mostly. */
      readonly evidence?: readonly NamedEvidence[]
    }
  | {
      readonly kind: 'completeTask'
      readonly task: TokenId
      readonly variables?: Variables
      readonly agree?: boolean
    }
  | {
      readonly kind: 'answerService'
      readonly token: TokenId
      readonly variables?: Variables
      readonly error?: string
    }
  /** A receive task or waiting catch event fired by hand, or an activity of an ad-hoc sub-process started. */
  | {
      readonly kind: 'trigger'
      readonly token?: TokenId
      readonly start?: { readonly scope: ScopeId; readonly node: NodeIndex }
      readonly variables?: Variables
    }
  | { readonly kind: 'completeAdHoc'; readonly token: TokenId }
  | { readonly kind: 'fireTimer'; readonly timer: number }
  /** To one subscription of the matter; without a number to the oldest of that name. */
  | {
      readonly kind: 'deliverMessage'
      readonly name: string
      readonly subscription?: number
      readonly variables?: Variables
    }
  | { readonly kind: 'deliverSignal'; readonly name: string; readonly variables?: Variables }
  | { readonly kind: 'setVariables'; readonly variables: Variables; readonly reason?: string }
  | {
      readonly kind: 'throwError'
      readonly task: TokenId
      readonly code: string
      readonly variables?: Variables
    }
  | {
      readonly kind: 'throwEscalation'
      readonly task: TokenId
      readonly code: string
      readonly variables?: Variables
    }
  | { readonly kind: 'cancel'; readonly reason: string }
  | { readonly kind: 'suspend'; readonly reason: string; readonly legalBasis?: LegalBasis }
  | { readonly kind: 'resume'; readonly reason?: string }
  // operations on tasks (docs/reference/operations.md)
  | { readonly kind: 'claim'; readonly task: TokenId }
  | { readonly kind: 'unclaim'; readonly task: TokenId }
  | { readonly kind: 'transfer'; readonly task: TokenId; readonly to: Holder; readonly reason: string }
  | { readonly kind: 'delegate'; readonly task: TokenId; readonly to: string; readonly reason?: string }
  | {
      readonly kind: 'addSigner'
      readonly task: TokenId
      readonly when: 'before' | 'after' | 'parallel'
      readonly person?: string
      readonly variables?: Variables
      readonly reason?: string
    }
  | { readonly kind: 'removeSigner'; readonly task: TokenId; readonly reason?: string }
  | { readonly kind: 'urge'; readonly task: TokenId; readonly text?: string }
  | { readonly kind: 'copy'; readonly to: readonly string[]; readonly text?: string }
  /** 退回: from the task to an earlier step; siblings the target would produce again are cancelled. */
  | {
      readonly kind: 'return'
      readonly task: TokenId
      /** `previous`, `first`, or an element id. */
      readonly to: string
      readonly reason: string
      readonly resubmit?: 'continue' | 'direct'
    }
  | { readonly kind: 'withdraw'; readonly task: TokenId; readonly reason?: string }
  /** 跳转: exactly these tokens end, exactly these elements are entered. */
  | {
      readonly kind: 'jump'
      readonly moves: readonly Move[]
      readonly reason: string
      readonly variables?: Variables
    }
  /** 加签/减签 on a multi-instance activity of any kind. */
  | { readonly kind: 'addInstance'; readonly token: TokenId; readonly variables?: Variables }
  | { readonly kind: 'deleteInstance'; readonly token: TokenId }
  // clocks
  | {
      readonly kind: 'pauseClock'
      readonly clock: string
      readonly reason: string
      readonly legalBasis?: LegalBasis
    }
  | { readonly kind: 'resumeClock'; readonly clock: string; readonly reason?: string }
  | { readonly kind: 'extendClock'; readonly clock: string; readonly extension: Omit<Extension, 'at'> }
  /** The calendar changed: due dates are computed anew and recorded. */
  | { readonly kind: 'recomputeClocks'; readonly calendar: string; readonly version: string }
  | {
      readonly kind: 'migrate'
      readonly to: string
      readonly mapping: { readonly [element: string]: string }
    }
  /** 恢复办理: given by the software alone, when a merge is undone. `endedAt`: when it ended, as the store keeps it. */
  | {
      readonly kind: 'reopen'
      readonly to: string
      readonly endedAt: Instant
      readonly reason: string
      readonly variables?: Variables
    }
  /** A fact about the matter that moves no token: a note, evidence, a late entry. */
  | {
      readonly kind: 'note'
      readonly text: string
      readonly variables?: Variables
      /** Files that belong to the matter from now on. */
      readonly evidence?: readonly NamedEvidence[]
    }

/** A file as the record names it. The file itself lies outside the record, under its digest. */
export type NamedEvidence = {
  /** UUID of its row. */
  readonly id: string
  /** SHA-256 of its content, 64 hex digits. */
  readonly digest: string
  /** As it was called: a text, or a commitment (ledger.ts) where the name itself may say whose it is. */
  readonly name: Value
  /** Media type, as found in the content. */
  readonly media: string
  /** Size. */
  readonly bytes: number
}

export type StartBy =
  | { readonly kind: 'message' | 'signal'; readonly name: string }
  /** A timer start event; `dueAt` is the occurrence that the matter stands for, however late it begins. */
  | { readonly kind: 'node'; readonly node: NodeIndex; readonly dueAt?: Instant }

export type Holder = {
  readonly person?: string
  readonly posts?: readonly string[]
  readonly office?: string
}

export type Move = { readonly from: readonly TokenId[]; readonly to: readonly string[] }

export type CommandKind = Command['kind']
