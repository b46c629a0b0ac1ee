const TOKEN = new RegExp([
  /(?<c>\/\/.*|\/\*[^]*?\*\/)/,
  /(?<s>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)/,
  // eslint-disable-next-line max-len
  /(?<k>\b(?:as|break|case|catch|class|const|continue|default|do|else|export|extends|false|finally|for|from|function|if|implements|import|in|instanceof|interface|let|new|null|of|private|public|readonly|return|static|switch|this|throw|true|try|type|typeof|undefined|var|void|while|boolean|number|string|unknown)\b)/,
  /(?<n>\b\d[\w.]*)/,
].map(({ source }) => source).join('|'), 'g')

/** Lines of code that only the browser has, as HTML. For the engine's own there is the site's build, which knows more. */
export function highlightCode(code: string): string[] {
  let html = ''
  let end = 0
  for (const match of code.matchAll(TOKEN)) {
    const name = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ?? 't'
    html += escaped(code.slice(end, match.index))
    // An element ends with its line, since each line stands for itself.
    html += match[0].split('\n').map((line) => `<i class="${name}">${escaped(line)}</i>`).join('\n')
    end = match.index + match[0].length
  }
  return (html + escaped(code.slice(end))).replace(/\n$/, '').split('\n')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
