import type { Page } from '@playwright/test'

/** Until what is returned is called, no script comes to the page that `isHeld` answers to, by its name; those in the HTML run. */
export async function holdScripts(page: Page, isHeld: (name: string) => boolean = () => true): Promise<() => void> {
  let release!: () => void
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    if (isHeld(new URL(route.request().url()).pathname.split('/').at(-1)!)) await released
    await route.continue()
  })
  return release
}
