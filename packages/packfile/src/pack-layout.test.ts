import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { scanXml } from './xml-scan.ts'
import type { XmlElement } from './xml-element.ts'

const packs = fileURLToPath(new URL('../../../packs/', import.meta.url))
const files = readdirSync(packs, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.bpmn'),
)

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

function flatten(element: XmlElement): readonly XmlElement[] {
  return [element, ...element.children.flatMap(flatten)]
}

function attribute(element: XmlElement, name: string): string {
  return element.attributes.find((one) => one.name === name)?.value ?? ''
}

function boxOf(shape: XmlElement): Box {
  const bounds = shape.children.find((child) => child.name === 'Bounds')
  if (bounds === undefined) throw new Error(`${attribute(shape, 'id')} has no bounds`)
  const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((name) =>
    Number(attribute(bounds, name)),
  )
  return { left: x, top: y, right: x + width, bottom: y + height }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

function contains(a: Box, b: Box): boolean {
  return a.left <= b.left && a.top <= b.top && a.right >= b.right && a.bottom >= b.bottom
}

const flowNode = /(?:Task|Event|Gateway|ubProcess|Activity|transaction)$/u

describe.each(files)('the drawing of %s', (file) => {
  const { root } = scanXml(readFileSync(packs + file, 'utf8'), file)
  if (root === undefined) throw new Error(`${file} is no XML`)
  const elements = flatten(root)
  const shapes = new Map(
    elements
      .filter(({ name }) => name === 'BPMNShape')
      .map((shape) => [attribute(shape, 'bpmnElement'), boxOf(shape)]),
  )
  const edges = new Map(
    elements.filter(({ name }) => name === 'BPMNEdge').map((edge) => [attribute(edge, 'bpmnElement'), edge]),
  )
  const nodes = elements.filter(({ name, namespace }) => namespace.endsWith('/MODEL') && flowNode.test(name))
  const flows = elements.filter(({ name }) => name === 'sequenceFlow')

  test('shows every node and every flow, and nothing else', () => {
    expect([...shapes.keys()].toSorted()).toEqual(nodes.map((node) => attribute(node, 'id')).toSorted())
    expect([...edges.keys()].toSorted()).toEqual(flows.map((flow) => attribute(flow, 'id')).toSorted())
  })

  test('no two nodes overlap, unless one holds the other or sits on its border', () => {
    const borders = new Set(
      nodes.filter(({ name }) => name === 'boundaryEvent').map((node) => attribute(node, 'id')),
    )
    const pairs = [...shapes].flatMap(([one, a], index) =>
      [...shapes].slice(index + 1).map(([other, b]) => ({ one, a, other, b })),
    )
    const clashes = pairs
      .filter(({ one, other }) => !borders.has(one) && !borders.has(other))
      .filter(({ a, b }) => overlap(a, b) && !contains(a, b) && !contains(b, a))
    expect(clashes.map(({ one, other }) => `${one} ${other}`)).toEqual([])
  })

  test('flows join their nodes and cross no other', () => {
    const crossings = flows.flatMap((flow) => {
      const points = (edges.get(attribute(flow, 'id'))?.children ?? [])
        .filter(({ name }) => name === 'waypoint')
        .map((point) => ({ x: Number(attribute(point, 'x')), y: Number(attribute(point, 'y')) }))
      expect(points.length).toBeGreaterThanOrEqual(2)
      const ends = [attribute(flow, 'sourceRef'), attribute(flow, 'targetRef')]
      const segments = points.slice(1).map((to, index) => segmentBox(points[index] ?? to, to))
      const others = [...shapes].filter(
        ([id, box]) => !ends.includes(id) && !segments.every((segment) => contains(box, segment)),
      )
      return others
        .filter(([, box]) => segments.some((segment) => overlap(box, segment)))
        .map(([id]) => `${attribute(flow, 'id')} ${id}`)
    })
    // A flow may touch the border event of its own activity.
    const borders = nodes.filter(({ name }) => name === 'boundaryEvent').map((node) => attribute(node, 'id'))
    expect(crossings.filter((crossing) => !borders.includes(crossing.split(' ')[1] ?? ''))).toEqual([])
  })

  test('labels are Chinese', () => {
    const named = nodes.map((node) => attribute(node, 'name')).filter((name) => name !== '')
    expect(named.filter((name) => !/\p{Script=Han}/u.test(name))).toEqual([])
  })
})

function segmentBox(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): Box {
  return {
    left: Math.min(from.x, to.x) + 0.5,
    right: Math.max(from.x, to.x) - 0.5 + (from.x === to.x ? 1 : 0),
    top: Math.min(from.y, to.y) + 0.5,
    bottom: Math.max(from.y, to.y) - 0.5 + (from.y === to.y ? 1 : 0),
  }
}
