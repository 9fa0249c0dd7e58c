import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLeave } from '../../app/leave.ts'
import { useFormats } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useAsk, useForget, useTell } from '../../wire/service-context.tsx'
import { nameOfAgent } from './agent-name.ts'

/** Where somebody is signed in, and the end of each. Others than this one are ended after a fresh proof. */
export function SessionList() {
  const { t } = useTranslation('own-account')
  const formats = useFormats()
  const sessions = useAsk('session.list', {})
  const close = useTell('session.close')
  const forget = useForget()
  const toast = useToast()
  const leave = useLeave()
  const { modal } = App.useApp()
  async function end(session: string): Promise<boolean> {
    try {
      await close.mutateAsync({ params: { session } })
    } catch (error) {
      toast.failed(error)
      return false
    }
    return true
  }
  async function endOne(session: string): Promise<void> {
    if (await end(session)) toast.done(t('sessions.ended'))
    await forget('session.list')
  }
  function askToLeaveAll(): void {
    void modal.confirm({
      title: t('sessions.everywhere'),
      content: t('sessions.everywhere_what'),
      okText: t('sessions.everywhere'),
      onOk: () => void leaveAll(),
    })
  }
  async function leaveAll(): Promise<void> {
    if (await end('others')) await leave()
  }
  return (
    <Shown query={sessions} rows={3}>
      {({ rows }) => (
        <>
          <ul className="own-account-sessions">
            {rows.map((session) => (
              <li key={session.session}>
                <div>
                  <strong>{nameOfAgent(session.agent)}</strong>{' '}
                  {session.is_current && (
                    <span className="own-account-current small">{t('sessions.current')}</span>
                  )}
                  <p className="soft small">
                    {t('sessions.line', {
                      means: t(`sessions.means.${session.means}`),
                      address: session.address,
                      opened: formats.moment(session.opened_at),
                      seen: formats.moment(session.seen_at),
                    })}
                  </p>
                </div>
                {!session.is_current && (
                  <Button
                    size="small"
                    aria-label={t('sessions.end_of', {
                      agent: nameOfAgent(session.agent),
                      at: formats.moment(session.opened_at),
                    })}
                    disabled={close.isPending}
                    onClick={() => void endOne(session.session)}
                  >
                    {t('sessions.end')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <div className="own-account-acts">
            {rows.length > 1 && (
              <Button disabled={close.isPending} onClick={() => void endOne('others')}>
                {t('sessions.others')}
              </Button>
            )}
            <Button danger disabled={close.isPending} onClick={askToLeaveAll}>
              {t('sessions.everywhere')}
            </Button>
          </div>
        </>
      )}
    </Shown>
  )
}
