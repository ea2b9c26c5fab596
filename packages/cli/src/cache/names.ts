/** Names by their directory, each once. */
export class NamesByDirectory {
  readonly all = new Map<string, Set<string>>();

  add(directory: string, name: string): void {
    this.all.set(directory, (this.all.get(directory) ?? new Set()).add(name));
  }
}
