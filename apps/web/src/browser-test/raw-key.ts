import type { Page } from 'playwright-core'

/** Texts that look like the key of a text that is not there: `view.board`, `hand_on.reason`. */
export function findRawKeys(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (walker.nextNode() !== null) {
      const words = walker.currentNode.nodeValue?.trim() ?? ''
      const within = walker.currentNode.parentElement?.closest('code, pre, script, style')
      if (within === null && /^[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)+$/.test(words)) found.push(words)
    }
    return found
  })
}
