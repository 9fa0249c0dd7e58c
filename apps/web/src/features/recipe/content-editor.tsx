import { isSheet } from './queries.ts'
import type { AnyContent } from './queries.ts'
import { RecipeEditor } from './recipe-editor.tsx'
import type { ContentProps } from './recipe-part.ts'
import { SheetEditor } from './sheet-editor.tsx'

/** The editor of whatever kind a recipe is. */
export function ContentEditor({ content, ...rest }: ContentProps<AnyContent>) {
  return isSheet(content) ? (
    <SheetEditor content={content} {...rest} />
  ) : (
    <RecipeEditor content={content} {...rest} />
  )
}
