import type { Instant } from '@duibiao/base'

/** What is to happen, the earliest first; of the same instant in the order it was added. */
export interface Agenda<T> {
  readonly add: (at: Instant, item: T) => void
  /** When the next one is due; undefined when nothing is left. */
  readonly nextAt: () => Instant | undefined
  /** Takes everything due by an instant. */
  readonly takeUntil: (at: Instant) => readonly T[]
}

interface Appointment<T> {
  readonly at: Instant
  readonly place: number
  readonly item: T
}

export function makeAgenda<T>(): Agenda<T> {
  const heap: Appointment<T>[] = []
  let place = 0
  return {
    add(at, item) {
      heap.push({ at, place, item })
      place += 1
      rise(heap, heap.length - 1)
    },
    nextAt: () => heap[0]?.at,
    takeUntil(at) {
      const taken: T[] = []
      for (let first = heap[0]; first !== undefined && first.at <= at; first = heap[0]) {
        taken.push(first.item)
        const last = heap.pop()
        if (heap.length > 0 && last !== undefined) {
          heap[0] = last
          sink(heap, 0)
        }
      }
      return taken
    },
  }
}

function isBefore<T>(one: Appointment<T> | undefined, other: Appointment<T> | undefined): boolean {
  if (one === undefined || other === undefined) return one !== undefined
  return one.at === other.at ? one.place < other.place : one.at < other.at
}

function rise<T>(heap: Appointment<T>[], from: number): void {
  for (let index = from; index > 0;) {
    const parent = (index - 1) >> 1
    if (!isBefore(heap[index], heap[parent])) return
    swap(heap, index, parent)
    index = parent
  }
}

function sink<T>(heap: Appointment<T>[], from: number): void {
  for (let index = from; ;) {
    const left = 2 * index + 1
    const least = isBefore(heap[left + 1], heap[left]) ? left + 1 : left
    if (!isBefore(heap[least], heap[index])) return
    swap(heap, index, least)
    index = least
  }
}

function swap<T>(heap: Appointment<T>[], one: number, other: number): void {
  const first = heap[one]
  const second = heap[other]
  if (first === undefined || second === undefined) return
  heap[one] = second
  heap[other] = first
}
