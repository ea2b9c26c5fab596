import { readFileSync } from "node:fs";

interface Manifest {
  readonly version: string;
  readonly homepage: string;
}

/** This package's own manifest: one directory above both the sources and the build. */
export const { version, homepage } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as Manifest;
