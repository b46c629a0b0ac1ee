import type { BrowserContext } from '@playwright/test'

/** A browser without an origin private file system, in the engine's worker too: what loads first takes it away. */
export async function withoutOpfs(context: BrowserContext): Promise<void> {
  await context.route(/\/workers\/(cluster|own)-[^/]*[.]js$/, async (route) => {
    const response = await route.fetch()
    const body = `delete StorageManager.prototype.getDirectory;${await response.text()}`
    await route.fulfill({ response, body })
  })
}
