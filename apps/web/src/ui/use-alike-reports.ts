import type { BodyOf, findSimilarReports } from '@duibiao/contract'
import type { Answers } from '../form/schema-fault.ts'
import { useAsk } from '../wire/service-context.tsx'
import type { Position } from './area-shape.ts'
import type { NearbyMatter } from './nearby-list.tsx'

interface Written {
  readonly pack: string
  /** The form that was filled in. */
  readonly fields: readonly { readonly name: string; readonly widget?: string | undefined }[]
  readonly answers: Answers
  readonly place: Position | undefined
}

interface AlikeReports {
  readonly rows: readonly NearbyMatter[]
  readonly isDone: boolean
}

const most = 5

/** What others reported and is open, and what was written may repeat, by its words and its place. */
export function useAlikeReports(written: Written, isWanted: boolean): AlikeReports {
  const body = bodyOf(written)
  const isPossible = isWanted && (body.text !== undefined || body.longitude !== undefined)
  const { data, error } = useAsk('similar.find', { body }, { isWanted: isPossible })
  // Whoever may not be shown them reports all the same.
  if (!isPossible || error !== null) return { rows: [], isDone: true }
  return { rows: data?.rows ?? [], isDone: data !== undefined }
}

function bodyOf({ pack, fields, answers, place: position }: Written): BodyOf<typeof findSimilarReports> {
  function textOf(widget: string): string {
    const names = fields.filter((field) => field.widget === widget).map(({ name }) => name)
    return names.flatMap((name) => (typeof answers[name] === 'string' ? [answers[name]] : [])).join(' ')
  }
  const [text, place] = [textOf('textarea').slice(0, 20_000), textOf('place').slice(0, 200)]
  return {
    pack,
    limit: most,
    ...(text !== '' && { text }),
    ...(place !== '' && { place }),
    ...(position !== undefined && { longitude: position.longitude, latitude: position.latitude }),
  }
}
