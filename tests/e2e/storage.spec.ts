import { expect, test } from '@playwright/test'
import { openLesson } from './support/lesson'
import { withoutOpfs } from './support/withoutOpfs'

test('the brokers’ files are on the browser’s own file system, and nobody needs to know', async ({ page }) => {
  const lesson = await openLesson(page)
  await expect(lesson.bar).toHaveAttribute('data-storage', 'opfs')
  await expect(page.getByRole('status').getByText(/in memory/)).toHaveCount(0)
  const names = await page.evaluate(async () => {
    const found: string[] = []
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder as unknown as AsyncIterable<[string, FileSystemHandle]>) {
        if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle, `${path}/${name}`)
        else found.push(`${path}/${name}`)
      }
    }
    await walk(await navigator.storage.getDirectory(), '')
    return found
  })
  expect(names.filter((name) => /\/broker-[ab]\/.*commitlog\/0{20}$/.test(name))).toHaveLength(2)
})

test('a second tab has its disks in memory and says so; the lesson works in both', async ({ page, context }) => {
  const first = await openLesson(page)
  const second = await openLesson(await context.newPage())
  await expect(second.bar).toHaveAttribute('data-storage', 'memory')
  await expect(second.page.getByRole('status').getByText('Another tab owns the disks')).toBeVisible()
  await second.movedTo('MQFaultStrategy', () => second.step('choose a queue').click())
  await first.page.bringToFront()
  await expect(first.bar).toHaveAttribute('data-storage', 'opfs')
  await first.movedTo('Validators', () => first.step('what can be seen from here').click())
})

test('without an OPFS the disks are in memory, which is said, and the lesson works', async ({ page, context }) => {
  await withoutOpfs(context)
  const lesson = await openLesson(page)
  await expect(lesson.bar).toHaveAttribute('data-storage', 'memory')
  await expect(page.getByRole('status').getByText('This browser has no file system for us here')).toBeVisible()
  await lesson.movedTo('DefaultAppendMessageCallback', () => lesson.step('where it is kept').click())
  await lesson.button('Dismiss').click()
  await expect(page.getByText('This browser has no file system for us here')).toBeHidden()
})
