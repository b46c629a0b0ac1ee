import type { Page } from '@playwright/test'

/** What the page's own policy does not let pass, from now on. */
export async function watchPolicy(tab: Page): Promise<readonly string[]> {
  const broken: string[] = []
  tab.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) broken.push(message.text())
  })
  await tab.addInitScript(() => document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error(`Content-Security-Policy: ${violatedDirective} ${blockedURI}`)
  }))
  return broken
}
