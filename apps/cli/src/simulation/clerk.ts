import type { Variables } from '@duibiao/kernel'
import type { Message } from '../message.ts'
import type { Chance } from './chance.ts'
import { officeFor, otherOffice } from './office.ts'
import type { SimulatedOffice } from './office.ts'

/**
 * What a clerk of the simulated hotline enters when a message is accepted. Plain words decide; it is a stand-in for a
 * person at a desk, not a classifier.
 */
export function acceptMessage(message: Message, chance: Chance): Variables {
  const text = `${message.subject} ${message.body}`
  const office = officeFor(text, chance)
  const demand = demandOf(text)
  const base = { channel_in: 'web', demand_type: demand, urgency: urgencyOf(text, office, chance) }
  if (chance.hits(0.002)) return { ...base, emergency: true }
  const closed = /法院|诉讼|仲裁|判决/.test(text) && chance.hits(0.5)
  if (closed) return { ...base, channel: 'litigation' }
  if (demand === 'consultation' && chance.hits(0.45)) return { ...base, knowledge_hit: true }
  if (chance.hits(0.02)) return { ...base, units: [], hard: true, district_known: true }
  return { ...base, ...dispatchTo(office, chance) }
}

function dispatchTo(office: SimulatedOffice, chance: Chance): Variables {
  const joint = chance.hits(0.07)
  const assistants = joint ? [otherOffice(office.name, chance).name] : []
  const list = office.kind === 'street' ? { list_entry: chance.hits(0.92) ? 'basic' : 'not_listed' } : {}
  return {
    units: [office.name, ...assistants],
    unit: office.name,
    ...(joint && { assistants }),
    receiver_kind: office.kind,
    ...list,
  }
}

function demandOf(text: string): string {
  if (/咨询|请问|如何办理|怎么办理|什么时候能/.test(text)) return 'consultation'
  if (/建议|希望能够增设|提议/.test(text)) return 'proposal'
  if (/举报|违法|违规/.test(text)) return 'tip'
  return /投诉|扰民|严重|太差|不作为/.test(text) ? 'complaint' : 'help'
}

function urgencyOf(text: string, office: SimulatedOffice, chance: Chance): string {
  if (/坍塌|漏电|着火|中毒|生命危险/.test(text)) return 'urgent'
  if (office.kind === 'utility') return 'utility'
  return /历史遗留|多年未|烂尾|拆迁/.test(text) && chance.hits(0.5) ? 'hard' : 'ordinary'
}
