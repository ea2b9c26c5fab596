/**
 * Text for a person without a line that GitHub Actions takes for a command: `::` at the start of a line, after spaces
 * or colours, becomes `\u003a:`.
 */
export function withoutCommands(text: string): string {
  // eslint-disable-next-line no-control-regex -- picocolors writes these
  return text.replace(/^((?:[ \t]|\u001b\[[\d;]*m)*):(?=:)/gm, "$1\\u003a");
}
