import { join } from "node:path";
import { inject } from "vitest";
import "./copy-packages.js";
import type { NextAuthVersion } from "./packages.js";

const latest = { 4: "4.24.15", 5: "5.0.0-beta.32" } satisfies Record<4 | 5, NextAuthVersion>;

/** A folder whose `node_modules` holds a copy of that next-auth's types, for the whole run of the tests. */
export function folderWithNextAuth(major: 4 | 5): string {
  return join(inject("packages"), latest[major]);
}

/** The folder of that next-auth itself, to be linked into the `node_modules` of an app. */
export function copiedNextAuth(major: 4 | 5): string {
  return join(folderWithNextAuth(major), "node_modules/next-auth");
}
