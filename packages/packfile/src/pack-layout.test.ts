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

type Point = { readonly x: number; readonly y: number }
type Segment = { readonly flow: string; readonly from: Point; readonly to: Point; readonly box: Box }
type Label = { readonly id: string; readonly name: string; readonly box: Box; readonly of: readonly Box[] }

/** Chinese characters of the smallest script that modellers draw labels in are 11 px square. */
const character = 11
/** How far, in px, a label may stand from what it names. */
const beside = 20
/** How far apart, in px, flows that have nothing to do with each other keep when they run side by side. */
const apart = 8

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

function contains(a: Box, b: Box): boolean {
  return a.left <= b.left && a.top <= b.top && a.right >= b.right && a.bottom >= b.bottom
}

/** The clearance between two boxes along the axis where they are further apart; 0 where they touch. */
function distance(a: Box, b: Box): number {
  return Math.max(0, a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom)
}

function waypointsOf(edge: XmlElement | undefined): readonly Point[] {
  return (edge?.children ?? [])
    .filter(({ name }) => name === 'waypoint')
    .map((point) => ({ x: Number(attribute(point, 'x')), y: Number(attribute(point, 'y')) }))
}

function segmentsOf(flow: string, edge: XmlElement | undefined): readonly Segment[] {
  const points = waypointsOf(edge)
  return points.slice(1).flatMap((to, index) => {
    const from = points[index]
    return from === undefined ? [] : [{ flow, from, to, box: hull(from, to) }]
  })
}

function hull(a: Point, b: Point): Box {
  return {
    left: Math.min(a.x, b.x),
    right: Math.max(a.x, b.x),
    top: Math.min(a.y, b.y),
    bottom: Math.max(a.y, b.y),
  }
}

/** Whether two segments run along each other so near that they look like one; crossing is allowed. */
function runTogether(a: Box, b: Box): boolean {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return (width > 0 && height > -apart) || (height > 0 && width > -apart)
}

const flowNode = /(?:Task|Event|Gateway|ubProcess|Activity|transaction)$/u

describe.each(files)('the drawing of %s', (file) => {
  const { root } = scanXml(readFileSync(packs + file, 'utf8'), file)
  if (root === undefined) throw new Error(`${file} is no XML`)
  const elements = flatten(root)
  const drawnShapes = new Map(
    elements
      .filter(({ name }) => name === 'BPMNShape')
      .map((shape) => [attribute(shape, 'bpmnElement'), shape]),
  )
  const shapes = new Map([...drawnShapes].map(([id, shape]) => [id, boxOf(shape)]))
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
      const points = waypointsOf(edges.get(attribute(flow, 'id')))
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

  const holders = new Set(
    nodes.filter(({ name }) => /ubProcess$|^transaction$/u.test(name)).map((node) => attribute(node, 'id')),
  )
  const segments = flows.flatMap((flow) =>
    segmentsOf(attribute(flow, 'id'), edges.get(attribute(flow, 'id'))),
  )
  // What is drawn outside its element needs a place of its own; names of activities stand inside them.
  const labelled = [...nodes.filter(({ name }) => /(?:Event|Gateway)$/u.test(name)), ...flows].filter(
    (element) => attribute(element, 'name') !== '',
  )
  const labels = labelled.flatMap((element): readonly Label[] => {
    const id = attribute(element, 'id')
    const drawn = edges.get(id) ?? drawnShapes.get(id)
    const label = drawn?.children.find(({ name }) => name === 'BPMNLabel')
    if (label === undefined) return []
    const node = shapes.get(id)
    const of = node === undefined ? segments.filter(({ flow }) => flow === id).map(({ box }) => box) : [node]
    return [{ id, name: attribute(element, 'name'), box: boxOf(label), of }]
  })

  test('every named event, gateway and flow has a label with room for its name, beside what it names', () => {
    expect(labels.map(({ id }) => id)).toEqual(labelled.map((element) => attribute(element, 'id')))
    const narrow = labels.filter(
      ({ name, box }) => box.right - box.left < character * name.length || box.bottom - box.top < character,
    )
    expect(narrow.map(({ id }) => id)).toEqual([])
    const astray = labels.filter(({ box, of }) => !of.some((part) => distance(box, part) <= beside))
    expect(astray.map(({ id }) => id)).toEqual([])
  })

  test('labels overlap no node, no flow and no other label', () => {
    const clashes = labels.flatMap(({ id, box }, index) => [
      ...[...shapes]
        .filter(([other, shape]) => overlap(box, shape) && !(holders.has(other) && contains(shape, box)))
        .map(([other]) => `${id} on ${other}`),
      ...segments.filter((segment) => overlap(box, segment.box)).map(({ flow }) => `${id} on ${flow}`),
      ...labels
        .slice(index + 1)
        .filter((other) => overlap(box, other.box))
        .map((other) => `${id} on the label of ${other.id}`),
    ])
    expect(clashes).toEqual([])
  })

  test('flows run level or upright, and together only from one source or into one target', () => {
    const slanting = segments.filter(({ from, to }) => from.x !== to.x && from.y !== to.y)
    expect(slanting.map(({ flow }) => flow)).toEqual([])
    const ends = new Map(
      flows.map((flow) => [
        attribute(flow, 'id'),
        [attribute(flow, 'sourceRef'), attribute(flow, 'targetRef')],
      ]),
    )
    const related = (one: string, other: string): boolean =>
      [0, 1].some((end) => ends.get(one)?.[end] === ends.get(other)?.[end])
    const shared = segments.flatMap((one, index) =>
      segments
        .slice(index + 1)
        .filter((other) => !related(one.flow, other.flow) && runTogether(one.box, other.box))
        .map((other) => `${one.flow} ${other.flow}`),
    )
    expect(shared).toEqual([])
  })

  test('labels are Chinese', () => {
    const named = nodes.map((node) => attribute(node, 'name')).filter((name) => name !== '')
    expect(named.filter((name) => !/\p{Script=Han}/u.test(name))).toEqual([])
  })
})

function segmentBox(from: Point, to: Point): Box {
  return {
    left: Math.min(from.x, to.x) + 0.5,
    right: Math.max(from.x, to.x) - 0.5 + (from.x === to.x ? 1 : 0),
    top: Math.min(from.y, to.y) + 0.5,
    bottom: Math.max(from.y, to.y) - 0.5 + (from.y === to.y ? 1 : 0),
  }
}
