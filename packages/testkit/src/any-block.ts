import fc from 'fast-check'
import type { Block } from './block.ts'

const { block } = fc.letrec<{ block: Block; task: Block }>((tie) => {
  const blocks = fc.array(tie('block'), { minLength: 2, maxLength: 3 })
  const task = fc.record({ kind: fc.constant('task' as const) })
  const timed = fc.record({
    kind: fc.constant('task' as const),
    timer: fc.constantFrom('interrupting' as const, 'not_interrupting' as const),
  })
  const sequence = fc.record({
    kind: fc.constantFrom(
      'sequence' as const,
      'parallel' as const,
      'exclusive' as const,
      'inclusive' as const,
    ),
    blocks,
  })
  const wrapped = fc.record({ kind: fc.constantFrom('sub' as const, 'rounds' as const), block: tie('block') })
  const many = fc.record({
    kind: fc.constant('many' as const),
    sequential: fc.boolean(),
    count: fc.integer({ min: 1, max: 3 }),
  })
  const manyBlocks = fc.record({
    kind: fc.constant('many' as const),
    sequential: fc.boolean(),
    count: fc.integer({ min: 1, max: 3 }),
    block: tie('block'),
  })
  return {
    task,
    block: fc.oneof(
      { maxDepth: 4, depthSize: 'large', withCrossShrink: true },
      task,
      timed,
      sequence,
      sequence,
      wrapped,
      many,
      manyBlocks,
    ),
  }
})

/** Procedures of at least three steps one after another, so that there is something to return to. */
export function anyBlock(): fc.Arbitrary<Block> {
  return fc.record({
    kind: fc.constant('sequence' as const),
    blocks: fc.array(block, { minLength: 3, maxLength: 5 }),
  })
}
