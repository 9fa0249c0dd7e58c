import { Type } from 'typebox'

/** Id of a matter, a person or a file: a UUID, whose version 7 sorts by time. */
export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'UUID, lower case',
})

/** An instant in UTC, as RFC 3339 writes it. */
export const InstantText = Type.String({ format: 'date-time', description: 'RFC 3339, UTC' })

/** A legal date in the district's zone. */
export const DateText = Type.String({ format: 'date', description: 'A day in the zone of the district' })

/** A name in both languages. */
export const Wording = Type.Object({ zh: Type.String(), en: Type.String() })

/** A value of a matter: JSON of any shape. */
export const AnyValue = Type.Unknown()

/** Variables of a matter, by name. */
export const Variables = Type.Record(Type.String({ minLength: 1, maxLength: 100 }), AnyValue)

/** A code or name that the registry or a pack gave. */
export const Name = Type.String({ minLength: 1, maxLength: 200 })

/** A sentence of a person: a reason, a note. */
export const Sentence = Type.String({ minLength: 1, maxLength: 2000 })
