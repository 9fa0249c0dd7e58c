import type { TestBrowser } from './test-browser.ts'
import { testClient } from './test-provider.ts'

const publicAddress = 'https://duibiao.example'
/** Where the provider sends browsers back to. */
export const callback = `${publicAddress}/api/v1/provider-sign-ins/callback`
/** The cookie that a sign-in on its way keeps. */
export const transit = '__Host-duibiao-transit'

/** Settings of a service with a provider. */
export function settingsOf(issuer: string, others: Readonly<Record<string, string>> = {}) {
  return {
    DUIBIAO_PUBLIC_ADDRESS: publicAddress,
    DUIBIAO_PROVIDER: issuer,
    DUIBIAO_PROVIDER_CLIENT: testClient.clientId,
    DUIBIAO_PROVIDER_SECRET: testClient.clientSecret,
    ...others,
  }
}

/** Begins a sign-in. @returns where the browser goes */
export async function startAtProvider(browser: TestBrowser, return_to?: string): Promise<string> {
  const body = return_to === undefined ? {} : { return_to }
  const begun = await browser.call('provider_sign_in.start', { body })
  if (!begun.ok) throw new Error(begun.problem.code)
  return begun.value.address
}

/** The browser comes back from the provider. */
export function comeBack(browser: TestBrowser, { pathname, search }: URL) {
  return browser.inject({ url: `${pathname}${search}` })
}
