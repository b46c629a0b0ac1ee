import { expect, test } from '@playwright/test'
import { openLesson } from './support/lesson'

// The path that CONTRIBUTING.md describes under "With a screen reader", stop by stop.
test('a screen reader’s path through a lesson', async ({ page }) => {
  const lesson = await openLesson(page)

  // The landmarks, in the order in which they are read.
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - banner:
      - link "Skip to the content"
      - link "RocketScope"
      - group "What is shown":
        - button "Read" [pressed]
        - button "Source" [pressed]
        - button "Picture" [pressed]
      - navigation "Language"
    - main:
      - region "Steps of the lesson"
      - tablist "Files on the call stack"
      - region "Picture":
        - tablist "Picture"
        - region "Call stack"
        - region "Variables"
    - region "Time and steps":
      - toolbar "Transport"
      - button "Break it"
      - slider "Position in the run"
  `)

  // One heading for the lesson, one for each step; the step that is being told says so.
  await expect(lesson.prose).toMatchAriaSnapshot(`
    - heading "What one line of send sets in motion" [level=1]
    - 'heading "Go to step 1: one line" [level=2]':
      - 'button "Go to step 1: one line"'
    - 'heading "Go to step 2: no one home" [level=2]':
      - 'button "Go to step 2: no one home"'
  `)
  await expect(lesson.activeStep().getByRole('heading', { level: 2 })).toHaveText(/one line/)

  // The buttons of a step, by what they do.
  await expect(lesson.transport).toMatchAriaSnapshot(`
    - toolbar "Transport":
      - button "Back to the start"
      - button "Step back out of the method"
      - button "Step back over the call"
      - button "Step back"
      - button "Play"
      - button "Step into"
      - button "Step over the call"
      - button "Step out of the method"
      - combobox "Speed"
  `)

  // After a step: where it has led is said, and the slider says it too.
  await lesson.button('Step into').focus()
  await lesson.moved(() => page.keyboard.press('Enter'))
  const said = page.locator('[aria-live="polite"]').filter({ hasText: /line \d+/ })
  await expect(said.first()).toHaveText(/^DefaultMQProducer.*, line \d+, [\d.\s]+ seconds$/)
  await expect(lesson.slider).toHaveAttribute('aria-valuetext', /^event [\d\s]+ of [\d\s]+, .*line \d+/)
  await expect(lesson.button('Step into')).toBeFocused()

  // A dialog: its name, the focus within, and back where it came from.
  await lesson.button('Break it').focus()
  await page.keyboard.press('Enter')
  const dialog = lesson.dialog('Break it')
  await expect(dialog).toMatchAriaSnapshot(`
    - dialog "Break it":
      - heading "Break it" [level=2]
      - button "Close"
      - group "Where"
      - group "What"
  `)
  await expect(dialog.getByRole('radio', { name: 'order-service', exact: true })).toBeChecked()
  await expect(dialog.getByRole('radio', { name: /^kill/ })).toBeChecked()
  await expect(dialog.getByRole('radio', { checked: true }).first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(lesson.button('Break it')).toBeFocused()

  // The picture as words.
  await lesson.showPicture('Events')
  await expect(lesson.picture.getByRole('list', { name: 'Events of the diagram, in order' })).toMatchAriaSnapshot(`
    - list:
      - listitem:
        - button /calls DefaultMQProducer.*send/
  `)
})
