import { join } from "node:path";
import { inject } from "vitest";
import "./copy-packages.js";

/** A folder whose `node_modules` holds a copy of that next-auth's types, for the whole run of the tests. */
export function folderWithNextAuth(major: 4 | 5): string {
  return join(inject("packages"), String(major));
}

/** The folder of that next-auth itself, to be linked into the `node_modules` of an app. */
export function copiedNextAuth(major: 4 | 5): string {
  return join(folderWithNextAuth(major), "node_modules/next-auth");
}
