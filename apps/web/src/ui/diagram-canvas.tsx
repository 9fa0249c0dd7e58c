import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/diagram-js.css'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DiagramMark, DiagramViewProps } from './diagram-mark.ts'

/** The parts of the viewer that are used here; the library ships no types for them. */
interface Shape {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly children?: readonly object[]
}
interface Canvas {
  viewbox: (box: Pick<Shape, 'x' | 'y' | 'width' | 'height'>) => void
  addMarker: (element: string, mark: string) => void
  zoom: (level: string | number, center?: string) => number
}
interface Overlays {
  add: (element: string, overlay: { position: object; html: HTMLElement }) => string
}
interface Elements {
  get: (id: string) => Shape | undefined
}
interface Events {
  on: (event: string, listener: (event: { readonly element: { readonly id: string } }) => void) => void
}

/** The same one at each drawing: another would have the diagram read again. */
const noMarks: readonly DiagramMark[] = []

/** Draws a diagram with its marks. */
export function DiagramCanvas({ xml, marks = noMarks, onElement }: DiagramViewProps) {
  const { t } = useTranslation('ui')
  const frame = useRef<HTMLDivElement>(null)
  const [viewer, setViewer] = useState<NavigatedViewer>()
  const [isBroken, setBroken] = useState(false)
  const pressed = useRef(onElement)
  useEffect(() => {
    pressed.current = onElement
  })
  useEffect(() => {
    if (frame.current === null) return undefined
    const made = new NavigatedViewer({ container: frame.current })
    let isWanted = true
    made.get<Events>('eventBus').on('element.click', ({ element }) => pressed.current?.(element.id))
    made.importXML(xml).then(
      () => {
        if (!isWanted) return
        draw(made, marks)
        setViewer(made)
      },
      () => setBroken(true),
    )
    return () => {
      isWanted = false
      made.destroy()
    }
  }, [xml, marks])
  function zoom(factor: number): void {
    const canvas = viewer?.get<Canvas>('canvas')
    canvas?.zoom(canvas.zoom('') * factor)
  }
  return (
    <>
      <div
        ref={frame}
        className="diagram-frame"
        tabIndex={0}
        aria-label={t('diagram.canvas')}
        role="application"
      />
      {isBroken && <p role="alert">{t('diagram.broken')}</p>}
      <div className="diagram-tools">
        <button type="button" aria-label={t('diagram.in')} onClick={() => zoom(1.25)}>
          +
        </button>
        <button type="button" aria-label={t('diagram.out')} onClick={() => zoom(0.8)}>
          −
        </button>
        <button type="button" onClick={() => viewer?.get<Canvas>('canvas').zoom('fit-viewport', 'auto')}>
          {t('diagram.fit')}
        </button>
      </div>
    </>
  )
}

/** Below this share of its size nobody can read a diagram any more. */
const legible = 0.6

/** Brings a large diagram to where the work stands, at a size that can be read. */
function showNear(canvas: Canvas, { x, y, width, height }: Shape): void {
  const frame = { width: 1100, height: 520 }
  canvas.viewbox({ ...frame, x: x + width / 2 - frame.width / 2, y: y + height / 2 - frame.height / 2 })
}

function draw(viewer: NavigatedViewer, marks: readonly DiagramMark[]): void {
  const canvas = viewer.get<Canvas>('canvas')
  const overlays = viewer.get<Overlays>('overlays')
  const elements = viewer.get<Elements>('elementRegistry')
  canvas.zoom('fit-viewport', 'auto')
  for (const { element, kind, words } of marks) {
    const shape = elements.get(element)
    // Of a subprocess that is drawn open only what is in it is marked.
    if (
      shape === undefined ||
      (shape.children ?? []).some((child) => 'children' in child && !('labelTarget' in child))
    )
      continue
    canvas.addMarker(element, `diagram-${kind}`)
    if (words === undefined) continue
    const html = document.createElement('div')
    html.className = `diagram-token diagram-token-${kind}`
    html.textContent = words
    if (canvas.zoom('') < legible) showNear(canvas, shape)
    overlays.add(element, { position: { top: -14, right: 14 }, html })
  }
}
