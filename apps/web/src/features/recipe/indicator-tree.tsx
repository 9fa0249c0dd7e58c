import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { FindingList, findingsAt } from './finding-list.tsx'
import type { Content, Finding } from './queries.ts'
import { shareOf } from './recipe-tree.ts'

interface Props {
  readonly content: Content
  readonly findings: readonly Finding[]
}

/** Nodes and indicators below each other, with their weights among those beside them. */
export function IndicatorTree(props: Props) {
  const { nodes } = props.content
  // A circle has no top: its members are named by a finding.
  return (
    <Level {...props} codes={nodes.filter((node) => node.parent === undefined).map(({ code }) => code)} />
  )
}

function Level({ codes, ...props }: Props & { readonly codes: readonly string[] }): ReactNode {
  const { content } = props
  const say = useWording()
  const { nodes, indicators } = content
  if (codes.length === 0) return undefined
  return (
    <ul className="recipe-tree">
      {nodes
        .filter(({ code }) => codes.includes(code))
        .map((node) => (
          <li key={node.code}>
            <strong>{say(node.name)}</strong>{' '}
            {node.parent !== undefined && <Share content={content} code={node.code} />}
            <Level
              {...props}
              codes={nodes.filter(({ parent }) => parent === node.code).map(({ code }) => code)}
            />
            <ul className="recipe-tree">
              {indicators
                .filter(({ parent }) => parent === node.code)
                .map((one) => (
                  <Leaf key={one.code} {...props} indicator={one} />
                ))}
            </ul>
          </li>
        ))}
    </ul>
  )
}

function Leaf({
  content,
  findings,
  indicator: { code, name, direction, source },
}: Props & { readonly indicator: Content['indicators'][number] }) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  return (
    <li>
      {source === 'computed' ? <Link to={`/indicators/${code}`}>{say(name)}</Link> : say(name)}{' '}
      <Share content={content} code={code} />{' '}
      <span className="soft small">
        {t(`direction.${direction}`)} · {t(`source.${source}`)} · <code>{code}</code>
      </span>
      <FindingList findings={findingsAt(findings, `/indicators/${code}`)} />
    </li>
  )
}

/** The weight among those that stand beside it. */
function Share({ content, code }: { readonly content: Content; readonly code: string }) {
  const { t } = useTranslation('recipe')
  const formats = useFormats()
  const share = shareOf(content, code)
  if (share === undefined) return undefined
  return (
    <span className="number">
      {t('tree.share', { share: formats.number(Number((share * 100).toPrecision(4))) })}
    </span>
  )
}
