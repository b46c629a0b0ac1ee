/** What another page needs to show this moment: `address` is that of the page in the frame, with its fragment. */
export function embedCode(address: string, title: string): string {
  const escaped = (text: string): string => {
    return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  }
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="640" loading="lazy" `
    + 'style="border:1px solid #ccc;border-radius:6px" allow="clipboard-write"></iframe>'
}
