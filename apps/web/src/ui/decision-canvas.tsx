import DmnViewer from 'dmn-js/lib/Viewer'
import 'dmn-js/dist/assets/diagram-js.css'
import 'dmn-js/dist/assets/dmn-js-shared.css'
import 'dmn-js/dist/assets/dmn-js-drd.css'
import 'dmn-js/dist/assets/dmn-js-decision-table.css'
import 'dmn-js/dist/assets/dmn-js-literal-expression.css'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asDmn13 } from './decision-xml.ts'
import type { DecisionViewProps } from './decision-props.ts'

/** Draws one decision of a file, to be read only. */
export function DecisionCanvas({ xml, decision }: DecisionViewProps) {
  const { t } = useTranslation('ui')
  const frame = useRef<HTMLDivElement>(null)
  const [isBroken, setBroken] = useState(false)
  useEffect(() => {
    if (frame.current === null) return undefined
    const viewer = new DmnViewer({ container: frame.current })
    let isWanted = true
    async function show(): Promise<void> {
      await viewer.importXML(asDmn13(xml))
      const view = viewer.getViews().find(({ element }) => element.id === decision)
      if (isWanted && view !== undefined) await viewer.open(view)
      // What scrolls is reached by keys: the library makes a box of its own for it.
      frame.current?.querySelector('.tjs-table-container')?.setAttribute('tabindex', '0')
    }
    show().catch(() => {
      if (isWanted) setBroken(true)
    })
    return () => {
      isWanted = false
      viewer.destroy()
    }
  }, [xml, decision])
  return (
    <>
      <div
        ref={frame}
        className="decision-frame"
        tabIndex={0}
        role="region"
        aria-label={t('decision.canvas')}
      />
      {isBroken && <p role="alert">{t('decision.broken')}</p>}
    </>
  )
}
