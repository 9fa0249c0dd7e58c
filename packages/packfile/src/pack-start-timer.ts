import { instantOf, isAppError } from '@duibiao/base'
import type { Finding } from '@duibiao/base'
import { armStartTimers } from '@duibiao/kernel'
import type { Procedure } from '@duibiao/kernel'
import { faultAt } from './pack-fault.ts'
import type { PackLogic } from './pack-logic.ts'

/**
 * Timer start events must give a time when their procedure is installed. There is no matter yet, so that an expression
 * which asks for a variable gives nothing, and the procedure would never start: `start_timer_without_time`.
 */
export function checkStartTimers({ procedures, models }: PackLogic): readonly Finding[] {
  return [...procedures.values()].flatMap((procedure) =>
    procedure.scope.triggeredStarts.flatMap((index) => {
      const fault = findFault(procedure, index)
      const id = procedure.nodes[index]?.id ?? ''
      const model = models.find(({ byId }) => byId.has(id))
      if (fault === undefined || model === undefined) return []
      const place = { file: model.file, line: model.byId.get(id)?.line ?? 0, element: id }
      return [
        faultAt(place, 'start_timer_without_time', [
          `定时启动事件 ${id} 安装时得不出时间（${fault}）：此时还没有事项，表达式不能用变量`,
          `timer start event ${id} gives no time when it is installed (${fault}): there is no matter yet, so its expression has no variables`,
        ]),
      ]
    }),
  )
}

/** The code of what keeps the timers of one start event from being armed. */
function findFault(procedure: Procedure, start: number): string | undefined {
  const alone = { ...procedure, scope: { ...procedure.scope, triggeredStarts: [start] } }
  const someDay = { at: instantOf(0), zone: { utcOffsetMinutes: 480 }, isUpgrade: false }
  try {
    armStartTimers(alone, someDay)
    return undefined
  } catch (error) {
    if (!isAppError(error)) throw error
    return error.code
  }
}
