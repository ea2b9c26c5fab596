/**
 * What is printed for a person, in which no line is a command to GitHub Actions: a line that a name begins with `::`, after spaces or colours, begins
 * with `\u003a:` instead.
 */
export function withoutCommands(text: string): string {
  // eslint-disable-next-line no-control-regex -- picocolors writes these
  return text.replace(/^((?:[ \t]|\u001b\[[\d;]*m)*):(?=:)/gm, "$1\\u003a");
}
