import ipaddr from 'ipaddr.js'
import { isEmailAddress } from './email-address.ts'
import { parseAllowedTarget } from './outbound-target.ts'

/** What may stand in a setting. */
export type SettingForm =
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'url'; readonly protocols: readonly string[] }
  | { readonly kind: 'address' }
  /** Addresses and networks, separated by commas. */
  | { readonly kind: 'networks' }
  /** Exceptions from where requests to other systems may go, separated by commas. */
  | { readonly kind: 'targets' }
  | { readonly kind: 'email' }
  /** At least 16 characters that nobody can guess. */
  | { readonly kind: 'secret' }
  /** A whole number of these limits, and the value when not set. */
  | { readonly kind: 'count'; readonly least: number; readonly most: number; readonly otherwise: number }

/** What a sentence about a form may need, as it is written. */
export function paramsOf(form: SettingForm): Params {
  switch (form.kind) {
    case 'choice':
      return { values: form.values.join(', ') }
    case 'url':
      return { protocol: form.protocols[0] ?? '' }
    case 'count':
      return { least: form.least, most: form.most }
    case 'text':
    case 'address':
    case 'networks':
    case 'targets':
    case 'email':
    case 'secret':
      return {}
  }
}

/** Whether a value may stand where the form is asked for. */
export function isOfForm(value: string, form: SettingForm): boolean {
  switch (form.kind) {
    case 'text':
      return true
    case 'choice':
      return form.values.includes(value)
    case 'url':
      return isUrl(value, form.protocols)
    case 'address':
      return ipaddr.isValid(value)
    case 'networks':
      return value.split(',').every((part) => isNetwork(part.trim()))
    case 'targets':
      return value.split(',').every((part) => parseAllowedTarget(part.trim()) !== undefined)
    case 'email':
      return isEmailAddress(value)
    case 'secret':
      return value.length >= 16
    case 'count':
      return isCount(value, form)
  }
}

function isUrl(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol)
}

function isCount(value: string, { least, most }: { readonly least: number; readonly most: number }): boolean {
  return /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most
}

function isNetwork(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text)
}

export type Params = Readonly<Record<string, string | number>>

export interface Words {
  readonly zh: string
  readonly en: string
}

// Of a secret, or an address that may hold a password, the value is not repeated.
export const settingTexts = {
  unknown: { zh: '{name} 不是本程序的设置', en: '{name} is no setting of this program' },
  empty: { zh: '{name} 是空的：请填写或删去', en: '{name} is empty: fill it in or remove it' },
  text: { zh: '{name} 有误', en: '{name} is wrong' },
  choice: {
    zh: '{name} 应为 {values} 之一，不是“{value}”',
    en: '{name} must be one of {values}, not "{value}"',
  },
  url: {
    zh: '{name} 应以 {protocol}// 开头',
    en: '{name} must be an address that begins with {protocol}//',
  },
  address: { zh: '{name} 应为 IP 地址，不是“{value}”', en: '{name} must be an IP address, not "{value}"' },
  networks: {
    zh: '{name} 应为逗号分隔的 IP 地址或网段，不是“{value}”',
    en: '{name} must be IP addresses or networks separated by commas, not "{value}"',
  },
  targets: {
    zh: '{name} 应为逗号分隔的 [区县编号@]主机或网段[:端口]，不是“{value}”',
    en: '{name} must be [district@]host-or-network[:port], separated by commas, not "{value}"',
  },
  email: {
    zh: '{name} 应为一个邮箱地址，不是“{value}”',
    en: '{name} must be one address of e-mail, not "{value}"',
  },
  secret: { zh: '{name} 至少要有 16 个字符', en: '{name} must have at least 16 characters' },
  count: {
    zh: '{name} 应为 {least} 到 {most} 的整数，不是“{value}”',
    en: '{name} must be a whole number from {least} to {most}, not "{value}"',
  },
  together: { zh: '{names} 要同时设置', en: '{names} are set together' },
} as const satisfies Readonly<Record<string, Words>>
