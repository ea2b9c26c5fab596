/** The host that reads configuration files: they are data, and nothing in them is run. */
export interface ConfigHost {
  readonly fileExists: (fileName: string) => boolean;
  readonly readFile: (fileName: string) => string | undefined;
}

/** The text of a file; `undefined` if there is none. A pipe or the like is not read, which could block. */
export function textIn(host: ConfigHost, fileName: string): string | undefined {
  return host.fileExists(fileName) ? host.readFile(fileName) : undefined;
}

/** A directory and its parents, the nearest first: absolute, `/`-separated. */
export function* upward(directory: string): Generator<string> {
  for (let at = directory; ; at = at.slice(0, at.lastIndexOf("/"))) {
    yield at;
    if (!at.includes("/")) return;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
