/** Names by the directory in which they stand, each once. */
export class NamesByDirectory {
  readonly all = new Map<string, Set<string>>();

  add(directory: string, name: string): void {
    this.all.set(directory, (this.all.get(directory) ?? new Set()).add(name));
  }
}
