import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { copyOfWorkspace, packagesIn } from "./workspace-copy.js";

const command = join(import.meta.dirname, "../../packages/cli/bin/typed-session.js");

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
}

function run(cwd: string, file: string, args: readonly string[]): Ended {
  const { error, status, stdout } = spawnSync(process.execPath, [file, ...args], { cwd, encoding: "utf8" });
  if (error) throw error;
  return { status, stdout };
}

function typedSession(cwd: string, ...args: readonly string[]): Ended {
  return run(cwd, command, args);
}

function tsc(root: string, directory: string, ...args: readonly string[]): string {
  return run(join(root, directory), join(root, "node_modules/typescript/bin/tsc"), args).stdout;
}

/** The findings of a run, one a line, with files named from the root of the workspace. */
export function findingsFrom(root: string, directory: string, ...args: readonly string[]): string[] {
  const { stdout } = typedSession(join(root, directory), "check", "--no-cache", "--format", "json", ...args);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { file: string; line: number; rule: string; message: string }[];
  };
  const from = args.includes("--recursive") ? root : join(root, directory);
  return diagnostics.map(({ file, line, rule }) => `${join(from, file).slice(root.length + 1)}:${line} ${rule}`);
}

/** The workspaces among the fixtures. */
export const workspaces = [
  {
    name: "t3-turbo",
    /** The command that checks a package, and what it says of the session before the fix. */
    typecheck: ["--noEmit"],
    findings: [
      "packages/auth/src/config.ts:16 no-untyped-token",
      "packages/auth/src/config.ts:21 no-undeclared-field",
      "packages/auth/src/config.ts:22 no-undeclared-field",
    ],
    holder: "packages/auth",
    readers: ["packages/api", "apps/nextjs"],
    /** Each is a text in a file after the fix. */
    after: [["packages/auth/src/config.ts", "seats: number;"]],
  },
  {
    name: "nx-built",
    typecheck: ["-b"],
    findings: [
      "libs/auth/src/options.ts:9 no-untyped-token",
      "libs/auth/src/options.ts:13 no-undeclared-field",
      "libs/auth/src/session-types.d.ts:3 no-ineffective-augmentation",
      "libs/auth/src/session-types.d.ts:6 no-unassigned-field",
    ],
    holder: "libs/auth",
    readers: ["apps/web"],
    after: [
      ["libs/auth/src/options.ts", "booking: Booking;"],
      ["libs/auth/src/options.ts", "legacyId?: string;"],
    ],
  },
] as const;

/** Checks that a fix from a package, or from the root, leaves nothing to fix and no error in any package. */
export function checkFixedFrom(
  { name, typecheck, after }: (typeof workspaces)[number],
  directory: string,
  root = copyOfWorkspace(name),
): void {
  const recursive = directory === "" ? ["--recursive"] : [];
  const errors = (): string =>
    packagesIn(root)
      .map((one) => tsc(root, one, ...typecheck))
      .join("");
  expect(errors()).toMatch(/error TS/);
  expect(typedSession(join(root, directory), "fix", ...recursive).status).toBe(0);
  expect(errors()).toBe("");
  for (const [file, text] of after) expect(readFileSync(join(root, file), "utf8")).toContain(text);
  expect(typedSession(join(root, directory), "fix", ...recursive)).toEqual({ status: 0, stdout: "" });
  expect(findingsFrom(root, "", "--recursive")).toEqual([]);
}
