import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useForget, useTell } from '../../wire/service-context.tsx'
import type { Recipe } from './queries.ts'

/** What may be done with a version now, by whoever is signed in. */
export function RecipeActs({ recipe }: { recipe: Recipe }) {
  const may = useMay()
  const { state } = recipe
  const isOpen = state === 'draft' || state === 'proposed' || (state === 'approved' && !recipe.is_frozen)
  return (
    <>
      {isOpen && may('recipe.withdraw') && <Withdraw recipe={recipe} />}
      {may('recipe.draft') && <Writing recipe={recipe} />}
      {state === 'draft' && may('recipe.propose') && <Move recipe={recipe} act="propose" />}
      {state === 'proposed' && may('recipe.approve') && <Move recipe={recipe} act="approve" />}
    </>
  )
}

/** What those who write recipes do with one. */
function Writing({ recipe: { recipe, version, state } }: { recipe: Recipe }) {
  const { t } = useTranslation('recipe')
  const path = `/recipes/${encodeURIComponent(recipe)}/${version}`
  switch (state) {
    case 'proposed':
      return undefined
    case 'draft':
      return (
        <Link to={`${path}/edit`}>
          <Button tabIndex={-1}>{t('act.edit')}</Button>
        </Link>
      )
    case 'approved':
    case 'replaced':
    case 'withdrawn':
      return (
        <>
          <Link to={`/recipes/new?from=${encodeURIComponent(recipe)}&version=${version}`}>
            <Button tabIndex={-1}>{t('act.next_version')}</Button>
          </Link>
          {state === 'approved' && (
            <Link to={`${path}/run`}>
              <Button type="primary" tabIndex={-1}>
                {t('act.run')}
              </Button>
            </Link>
          )}
        </>
      )
  }
}

/** Proposes or approves a version, once whoever does it has read what follows. */
function Move({ recipe, act }: { readonly recipe: Recipe; readonly act: 'propose' | 'approve' }) {
  const { t } = useTranslation('recipe')
  const { modal } = App.useApp()
  const toast = useToast()
  const forget = useForget()
  const tell = useTell(`recipe.${act}`)
  const { recipe: code, version, revision } = recipe
  async function move(): Promise<void> {
    try {
      await tell.mutateAsync({ params: { recipe: code, version }, body: { revision } })
      toast.done(t(`done.${act}`))
    } catch (error) {
      toast.failed(error)
    } finally {
      await forget('recipe.read', 'recipe.list')
    }
  }
  return (
    <Button
      type="primary"
      loading={tell.isPending}
      onClick={() =>
        void modal.confirm({
          title: t(`confirm.${act}`),
          content: t(`confirm.${act}_what`),
          okText: t(`act.${act}`),
          // The dialog is over at once: a fresh proof is asked for in one of its own.
          onOk: () => void move(),
        })
      }
    >
      {t(`act.${act}`)}
    </Button>
  )
}

function Withdraw({ recipe }: { recipe: Recipe }) {
  const { t } = useTranslation('recipe')
  const toast = useToast()
  const forget = useForget()
  const tell = useTell('recipe.withdraw')
  const [isAsked, setAsked] = useState(false)
  const { recipe: code, version, revision } = recipe
  async function withdraw(reason: string): Promise<void> {
    try {
      await tell.mutateAsync({ params: { recipe: code, version }, body: { revision, reason } })
      setAsked(false)
      toast.done(t('done.withdraw'))
    } catch (error) {
      toast.failed(error)
    } finally {
      await forget('recipe.read', 'recipe.list')
    }
  }
  return (
    <>
      <Button danger onClick={() => setAsked(true)}>
        {t('act.withdraw')}
      </Button>
      {isAsked && (
        <ReasonDialog
          isDanger
          title={t('confirm.withdraw')}
          what={t('confirm.withdraw_what')}
          act={t('act.withdraw')}
          reason={{ label: t('reason'), hint: t('reason_hint') }}
          isPending={tell.isPending}
          onAct={(reason) => void withdraw(reason)}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}
