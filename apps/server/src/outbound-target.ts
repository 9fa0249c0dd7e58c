import { lookup } from 'node:dns/promises'
import { AppError } from '@duibiao/base'
import ipaddr from 'ipaddr.js'

/** An exception from the rule that nothing is sent to private addresses or other ports, made by who runs the installation. */
export interface AllowedTarget {
  /** Undefined for every district of the installation. */
  readonly district: number | undefined
  /** A host name, an address, or a network such as `10.2.0.0/16`. */
  readonly host: string
  /** 80 and 443 when not said. */
  readonly port: number | undefined
}

/** Where a request goes: the address was resolved and checked, and the connection is made to it and no other. */
export interface OutboundTarget {
  readonly url: URL
  readonly address: string
  readonly family: 4 | 6
}

/** Addresses of a host. */
export type ResolveHost = (host: string) => Promise<readonly string[]>

export interface TargetRule {
  readonly district: number
  readonly allowed: readonly AllowedTarget[]
  /** The system's when not said. */
  readonly resolve?: ResolveHost
}

/** Reads exceptions as the settings have them: `[district@]host-or-network[:port]`, IPv6 in brackets. Undefined when one cannot be read. */
export function parseAllowedTarget(text: string): AllowedTarget | undefined {
  const [, number, bracketed, plain = '', port] =
    /^(?:([1-9]\d{0,8})@)?(?:\[([0-9a-f:.]+)\]|([^[\]\s@]+?))(?::(\d{1,5}))?$/i.exec(text) ?? []
  const host = (bracketed ?? plain).toLowerCase()
  // Without brackets an address of IPv6 and a port cannot be told apart: only networks are written so.
  const isReadable =
    ipaddr.isValidCIDR(host) || ipaddr.isValid(host) || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host)
  if (!isReadable || Number(port ?? 0) > 65_535) return undefined
  return {
    district: number === undefined ? undefined : Number(number),
    host,
    port: port === undefined ? undefined : Number(port),
  }
}

/**
 * Finds where a request may go (OWASP ASVS V1.3.6, V12.3.1): web addresses with TLS at the port 443 whose host has public
 * addresses only, and what is allowed beyond that.
 * @throws AppError `address_refused`
 */
export async function resolveTarget(text: string, rule: TargetRule): Promise<OutboundTarget> {
  const url = parseUrl(text)
  // `new URL` has turned every disguise of an IPv4 address (octal, hexadecimal, one number) into its plain form.
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const port = portOf(url)
  const exceptions = rule.allowed.filter(
    (one) => (one.district ?? rule.district) === rule.district && isPortOf(one, port),
  )
  const isNamed = exceptions.some((one) => one.host === host)
  const addresses = ipaddr.isValid(host) ? [host] : await resolveHost(host, rule.resolve ?? resolveBySystem)
  function isOpen(address: string): boolean {
    if (isNamed || exceptions.some((one) => isInNetwork(address, one.host))) return true
    return url.protocol === 'https:' && port === 443 && isPublic(address)
  }
  const [first] = addresses
  if (first === undefined || !addresses.every(isOpen))
    throw new AppError('address_refused', { address: url.host })
  return { url, address: first, family: ipaddr.parse(first).kind() === 'ipv6' ? 6 : 4 }
}

/** Whether an address can be reached by everybody: none of a private, local, reserved or translated range. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // An IPv4 address inside an IPv6 one is judged by what it is.
  return ipaddr.process(address).range() === 'unicast'
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (url === undefined || !isWeb || url.username !== '' || url.password !== '' || url.hostname === '') {
    throw new AppError('address_refused', { address: text.slice(0, 200) })
  }
  return url
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port)
  return protocol === 'https:' ? 443 : 80
}

function isPortOf({ port }: AllowedTarget, wanted: number): boolean {
  return port === undefined ? [80, 443].includes(wanted) : port === wanted
}

function isInNetwork(address: string, network: string): boolean {
  const one = ipaddr.process(address)
  if (ipaddr.isValid(network))
    return ipaddr.process(network).toNormalizedString() === one.toNormalizedString()
  if (!ipaddr.isValidCIDR(network)) return false
  const [range, bits] = ipaddr.parseCIDR(network)
  return range.kind() === one.kind() && one.match(range, bits)
}

async function resolveHost(host: string, resolve: ResolveHost): Promise<readonly string[]> {
  try {
    return await resolve(host)
  } catch (error) {
    throw new AppError('address_refused', { address: host }, { cause: error })
  }
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true })
  return found.map(({ address }) => address)
}
