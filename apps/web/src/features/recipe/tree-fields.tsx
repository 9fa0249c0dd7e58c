import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { indicatorOf } from './example.ts'
import { FindingList, findingsAt } from './finding-list.tsx'
import type { Content } from './queries.ts'
import type { RecipePartProps } from './recipe-part.ts'
import { Head, Names, Parent, Pick, Remove, Weight } from './tree-cell.tsx'

type Indicator = Content['indicators'][number]
type Node = Content['nodes'][number]

/** Nodes and indicators with weights and directions. */
export function TreeFields(props: RecipePartProps) {
  const { t } = useTranslation('recipe')
  const { content, onContent, findings } = props
  const { nodes, indicators } = content
  const own = findings.filter(({ path }) => /^\/(nodes|indicators)/.test(path))
  return (
    <>
      <h3>{t('tree.nodes')}</h3>
      <Nodes {...props} />
      <div>
        <Button size="small" onClick={() => onContent({ ...content, nodes: [...nodes, aNode(content)] })}>
          {t('tree.add_node')}
        </Button>
      </div>
      <h3>{t('tree.indicators')}</h3>
      {indicators.length > 0 && <Indicators {...props} />}
      <div className="recipe-inline">
        <FromCatalogue {...props} />
        <Button
          size="small"
          onClick={() => onContent({ ...content, indicators: [...indicators, anIndicator(content)] })}
        >
          {t('tree.add_indicator')}
        </Button>
      </div>
      <FindingList findings={own} />
    </>
  )
}

/** A code that nothing has yet. */
function freeCode({ nodes, indicators }: Content, start: string): string {
  const taken = new Set([...nodes, ...indicators].map(({ code }) => code))
  const place = Array.from({ length: taken.size + 1 }, (_, index) => index + 1).find(
    (index) => !taken.has(`${start}${index}`),
  )
  return `${start}${place ?? ''}`
}

function aNode(content: Content): Node {
  const [top] = content.nodes
  return {
    code: freeCode(content, 'part'),
    name: { zh: '', en: '' },
    weight: 1,
    ...(top !== undefined && { parent: top.code }),
  }
}

function anIndicator(content: Content): Indicator {
  return {
    code: freeCode(content, 'value'),
    name: { zh: '', en: '' },
    direction: 'more',
    parent: content.nodes.at(-1)?.code ?? '',
    weight: 1,
    source: 'entered',
  }
}

const nodeColumns = ['code', 'zh', 'en', 'parent', 'weight'] as const

function Nodes({ content, onContent }: RecipePartProps) {
  const { t } = useTranslation('recipe')
  const { nodes } = content
  function put(place: number, change: Partial<Node>): void {
    const before = nodes[place]
    if (before !== undefined) onContent({ ...content, nodes: nodes.with(place, { ...before, ...change }) })
  }
  return (
    <DataFrame label={t('tree.nodes')}>
      <table className="data-table recipe-entry">
        <Head columns={nodeColumns} />
        <tbody>
          {nodes.map((node, place) => (
            // Codes change while they are typed.
            <tr key={String(place)}>
              <Names one={node} onChange={(change) => put(place, change)} />
              <td>
                {node.parent === undefined ? (
                  <span className="soft">{t('tree.top')}</span>
                ) : (
                  <Parent
                    content={content}
                    of={node.code}
                    value={node.parent}
                    onValue={(parent) => put(place, { parent })}
                  />
                )}
              </td>
              <td>
                <Weight one={node} onWeight={(weight) => put(place, { weight })} />
              </td>
              <td>
                {node.parent !== undefined && (
                  <Remove
                    of={node.code}
                    onRemove={() => onContent({ ...content, nodes: nodes.toSpliced(place, 1) })}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}

const indicatorColumns = ['code', 'zh', 'en', 'parent', 'weight', 'direction', 'source'] as const
const directions = ['more', 'less'] as const
const sources = ['entered', 'computed', 'imported'] as const

function Indicators({ content, onContent, findings }: RecipePartProps) {
  const { t } = useTranslation('recipe')
  const { indicators } = content
  function put(place: number, change: Partial<Indicator>): void {
    const before = indicators[place]
    if (before === undefined) return
    onContent({ ...content, indicators: indicators.with(place, { ...before, ...change }) })
  }
  return (
    <DataFrame label={t('tree.indicators')}>
      <table className="data-table recipe-entry">
        <Head columns={indicatorColumns} />
        <tbody>
          {indicators.map((one, place) => (
            // Codes change while they are typed.
            <tr key={String(place)} data-faulty={findingsAt(findings, `/indicators/${one.code}`).length > 0}>
              <Names one={one} onChange={(change) => put(place, change)} />
              <td>
                <Parent
                  content={content}
                  of={one.code}
                  value={one.parent}
                  onValue={(parent) => put(place, { parent })}
                />
              </td>
              <td>
                <Weight one={one} onWeight={(weight) => put(place, { weight })} />
              </td>
              <td>
                <Pick
                  label={t('tree.of', { what: t('tree.column.direction'), code: one.code })}
                  value={one.direction}
                  options={directions.map((key) => [key, t(`direction.${key}`)])}
                  onValue={(value) => put(place, { direction: value === 'less' ? 'less' : 'more' })}
                />
              </td>
              <td>
                <Pick
                  label={t('tree.of', { what: t('tree.column.source'), code: one.code })}
                  value={one.source}
                  options={sources.map((key) => [key, t(`source.${key}`)])}
                  onValue={(value) =>
                    put(place, { source: sources.find((key) => key === value) ?? one.source })
                  }
                />
              </td>
              <td>
                <Remove
                  of={one.code}
                  onRemove={() => onContent({ ...content, indicators: indicators.toSpliced(place, 1) })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}

/** Adds an indicator that the district counts. */
function FromCatalogue({ content, onContent }: RecipePartProps) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const { data } = useAsk('indicator.list', {}, { staysFor: 60_000, isWanted: content.units !== 'division' })
  const taken = new Set(content.indicators.map(({ code }) => code))
  const free = (data?.rows ?? []).filter(
    ({ id, units }) => !taken.has(id) && units.some((kind) => kind === content.units),
  )
  if (free.length === 0) return undefined
  return (
    <Pick
      label={t('tree.from_catalogue')}
      value=""
      options={[['', t('tree.from_catalogue')], ...free.map(({ id, name }) => [id, say(name)] as const)]}
      onValue={(value) => {
        const line = free.find(({ id }) => id === value)
        const parent = content.nodes.at(-1)?.code ?? ''
        if (line !== undefined) {
          onContent({ ...content, indicators: [...content.indicators, indicatorOf(line, parent)] })
        }
      }}
    />
  )
}
