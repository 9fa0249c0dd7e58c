import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '../../app/me.tsx'
import { RowDrawer } from './row-drawer.tsx'
import type { RowFormProps } from './row-drawer.tsx'

/** The button above a list of the registry by which a row is entered; for those who may change the registry. */
export function AddRow({ title, kind, initial }: Pick<RowFormProps, 'title' | 'kind' | 'initial'>) {
  const may = useMay()
  const [isAdding, setAdding] = useState(false)
  if (!may('registry.change')) return undefined
  return (
    <>
      <Button type="primary" onClick={() => setAdding(true)}>
        {title}
      </Button>
      {isAdding && (
        <RowDrawer
          title={title}
          kind={kind}
          onClose={() => setAdding(false)}
          {...(initial !== undefined && { initial })}
        />
      )}
    </>
  )
}
