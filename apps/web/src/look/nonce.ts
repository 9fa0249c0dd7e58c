/** The number that style elements of this page carry (see the policy in the server's web-page.ts); empty where there is none. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/**
 * Gives the number to every style element that our scripts make: a few libraries make some without asking for it. What is
 * written into the page as text still gets none, and its styles are not heeded.
 */
export function markStyles(): void {
  const create = document.createElement.bind(document)
  document.createElement = function createMarked(
    name: string,
    options?: ElementCreationOptions,
  ): HTMLElement {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  } as typeof document.createElement
}
