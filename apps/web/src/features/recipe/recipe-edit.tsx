import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useForget, useTell } from '../../wire/service-context.tsx'
import { ContentEditor } from './content-editor.tsx'
import { useRecipe } from './queries.ts'
import type { AnyContent, Recipe } from './queries.ts'

/** A draft that is changed. */
export function RecipeEdit() {
  const { recipe = '', version = '' } = useParams()
  const query = useRecipe(recipe, Number(version))
  return (
    <Shown query={query}>
      {(found) => <Edit key={`${found.recipe} ${found.revision}`} recipe={found} />}
    </Shown>
  )
}

function Edit({ recipe }: { recipe: Recipe }) {
  const { t } = useTranslation('recipe')
  const navigate = useNavigate()
  const toast = useToast()
  const forget = useForget()
  const tell = useTell('recipe.change')
  const { recipe: code, version, revision } = recipe
  const path = `/recipes/${encodeURIComponent(code)}/${version}`
  async function save(content: AnyContent): Promise<void> {
    try {
      await tell.mutateAsync({ params: { recipe: code, version }, body: { revision, content } })
      toast.done(t('done.change'))
      void navigate(path)
      await forget('recipe.read', 'recipe.list')
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <ContentEditor
      code={code}
      title={t('editor.title', { recipe: code, version })}
      content={recipe.content}
      isPending={tell.isPending}
      back={path}
      onSave={(content) => void save(content)}
    />
  )
}
