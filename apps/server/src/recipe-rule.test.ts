import { describe, expect, test } from 'vitest'
import { checkContent } from './recipe-rule.ts'
import type { Content } from './recipe-rule.ts'
import { aRecipe } from './test-recipe.ts'

/** Path and code of everything that is wrong. */
function faultsOf(change: Partial<Content>): readonly string[] {
  return checkContent(aRecipe(change)).map(({ path, code }) => `${path} ${code}`)
}

describe('a recipe by itself', () => {
  const sound = aRecipe()

  test('that is sound has no fault', () => {
    expect(faultsOf({})).toEqual([])
  })

  test('names the rule at fault, all at once', () => {
    const steps: Content['steps'] = [
      { kind: 'normalise', method: { kind: 'rank' } },
      { kind: 'weigh', method: 'assigned', weights: { solved: 0.5, late: 0.4, nobody: 1 }, sum: 1 },
      { kind: 'aggregate', method: 'arithmetic' },
      { kind: 'screen', leastShare: 0.5 },
      { kind: 'rank' },
    ]
    const uncertainty = { ...sound.uncertainty, of: [{ kind: 'weights', share: 0.1 } as const] }
    expect(faultsOf({ steps, uncertainty })).toEqual([
      '/steps/3 step_order',
      '/steps/1/nobody unknown_code',
      '/steps/1/service weights_do_not_sum',
    ])
  })

  test('with a tree that turns back on itself names who is in the circle', () => {
    const nodes = sound.nodes.map((node) => (node.code === 'economy' ? { ...node, parent: 'economy' } : node))
    expect(
      faultsOf({ nodes, uncertainty: { ...sound.uncertainty, of: [{ kind: 'weights', share: 0.1 }] } }),
    ).toEqual(['/indicators/economy cycle'])
  })

  test('must rank at its end, and say how sure the ranks are', () => {
    const uncertainty = { seed: 1, runs: 0, of: [], points: 0 }
    const steps = sound.steps.slice(0, -1)
    expect(faultsOf({ steps, uncertainty })).toEqual([
      '/steps ranking_missing',
      '/uncertainty interval_missing',
    ])
  })

  test('is checked with every option of what is uncertain', () => {
    const of: Content['uncertainty']['of'] = [
      { kind: 'weights', share: 0.1, codes: ['solved', 'nobody'] },
      { kind: 'switch', step: 9, options: [{ kind: 'rank' }] },
      { kind: 'switch', step: 0, options: [{ kind: 'fill', method: 'mean', indicators: ['gone'] }] },
    ]
    expect(faultsOf({ uncertainty: { ...sound.uncertainty, of } })).toEqual([
      '/uncertainty/of/0 unknown_code',
      '/uncertainty/of/1 parameter_out_of_range',
      '/uncertainty/of/2/steps/0/gone unknown_code',
    ])
  })

  test('has no two bands that begin at the same score, and no code that means something by itself', () => {
    const [indicator, ...others] = sound.indicators
    if (indicator === undefined) return expect.unreachable()
    const limit = { name: { zh: '先进', en: 'Advanced' }, least: 90 }
    expect(faultsOf({ bands: { kind: 'scores', limits: [limit, { ...limit, least: 80 }] } })).toEqual([])
    expect(faultsOf({ bands: { kind: 'scores', limits: [limit, limit] } })).toEqual(['/bands bands_alike'])
    expect(faultsOf({ indicators: [{ ...indicator, code: 'constructor' }, ...others] })).toEqual([
      '/indicators/constructor code_reserved',
    ])
  })
})
