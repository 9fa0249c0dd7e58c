import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { idsAbove, treeOf } from './tree.ts'
import type { TreeNode, TreeRow } from './tree.ts'

interface TreeProps<Row extends TreeRow> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly chosen: string | undefined
  readonly pathOf: (id: string) => string
}

/** The most rows that a search shows. */
const most = 60

/** Areas or offices as a tree to go down, and a search in it by a part of the name. */
export function RegistryTree<Row extends TreeRow>({ label, rows, chosen, pathOf }: TreeProps<Row>) {
  const { t } = useTranslation('registry')
  const [words, setWords] = useState('')
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map())
  const tree = treeOf(rows)
  // What leads to the chosen one is open without being asked, and so is the top.
  const open = new Set([...tree.map(({ row }) => row.id), ...idsAbove(rows, chosen)])
  const found =
    words.trim() === '' ? undefined : rows.filter(({ name, id }) => `${name} ${id}`.includes(words.trim()))
  /** What somebody has folded or unfolded stays so, wherever they go. */
  function isOpen(id: string): boolean {
    return folds.get(id) ?? open.has(id)
  }
  function toggle(id: string): void {
    setFolds(new Map([...folds, [id, !isOpen(id)]]))
  }
  return (
    <nav className="registry-tree" aria-label={label}>
      <input
        className="input"
        type="search"
        aria-label={t('tree.search')}
        placeholder={t('tree.search')}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      {found === undefined ? (
        <Branches branches={tree} isOpen={isOpen} {...{ chosen, pathOf, toggle }} />
      ) : (
        <ul>
          {found.slice(0, most).map(({ id, name }) => (
            <li key={id}>
              <NodeLink id={id} name={name} chosen={chosen} pathOf={pathOf} />
            </li>
          ))}
          {found.length === 0 && <li className="soft small">{t('tree.none')}</li>}
        </ul>
      )}
    </nav>
  )
}

interface BranchesProps<Row extends TreeRow> extends Pick<TreeProps<Row>, 'chosen' | 'pathOf'> {
  readonly branches: readonly TreeNode<Row>[]
  readonly isOpen: (id: string) => boolean
  readonly toggle: (id: string) => void
}

function Branches<Row extends TreeRow>({ branches, ...props }: BranchesProps<Row>) {
  const { t } = useTranslation('registry')
  const { isOpen, toggle, chosen, pathOf } = props
  return (
    <ul>
      {branches.map(({ row: { id, name }, children }) => (
        <li key={id}>
          <span className="registry-node">
            {children.length > 0 ? (
              <button
                type="button"
                className="registry-fold"
                aria-expanded={isOpen(id)}
                aria-label={t('tree.fold', { name })}
                onClick={() => toggle(id)}
              />
            ) : (
              <span className="registry-fold" />
            )}
            <NodeLink id={id} name={name} chosen={chosen} pathOf={pathOf} />
          </span>
          {children.length > 0 && isOpen(id) && <Branches branches={children} {...props} />}
        </li>
      ))}
    </ul>
  )
}

interface NodeLinkProps extends Pick<TreeProps<TreeRow>, 'chosen' | 'pathOf'> {
  readonly id: string
  readonly name: string
}

function NodeLink({ id, name, chosen, pathOf }: NodeLinkProps) {
  const link = useRef<HTMLAnchorElement>(null)
  const isChosen = id === chosen
  useEffect(() => {
    if (isChosen) link.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  return (
    <Link
      ref={link}
      to={pathOf(id)}
      className="registry-node-link"
      aria-current={isChosen ? 'page' : undefined}
    >
      {name}
    </Link>
  )
}
