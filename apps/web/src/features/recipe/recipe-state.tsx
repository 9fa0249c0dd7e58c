import { useTranslation } from 'react-i18next'
import type { RecipeLine } from './queries.ts'

/** How far a version has come, in words. */
export function RecipeState({
  row: { state, is_frozen: isFrozen },
}: {
  row: Pick<RecipeLine, 'state' | 'is_frozen'>
}) {
  const { t } = useTranslation('recipe')
  return (
    <span className="recipe-state" data-state={isFrozen ? 'frozen' : state}>
      {t(isFrozen ? 'state.frozen' : `state.${state}`)}
    </span>
  )
}
