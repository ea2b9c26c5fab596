import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { expect, onTestFinished, test } from "vitest";
import { createCommand, createFile } from "../src/create-file.js";
import { guarded } from "../src/guard.js";
import type { SessionTypes } from "../src/session.js";

const text = 'declare module "next-auth" {}\n';

interface Project {
  readonly root: string;
  readonly outside: string;
  /** Whether the offered command creates the file. */
  readonly creates: (name: string, root?: string) => boolean;
}

/** A directory of a project, and another beside it. */
function project(): Project {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-create-")));
  onTestFinished(() => {
    rmSync(parent, { recursive: true });
  });
  const root = join(parent, "app");
  const outside = join(parent, "app-outside");
  mkdirSync(root);
  mkdirSync(outside);
  const creates = (name: string, from = root): boolean => {
    const change = { fileName: `${from}/${name}`, before: undefined, after: text };
    const session = {
      root: from,
      created: [],
      prove: () => ({ fix: { changes: [change] } }),
    } as unknown as SessionTypes;
    const command = createCommand(`${from}/auth.ts`, change, []) as Parameters<typeof createFile>[2];
    const host = ts.sys as unknown as ts.server.ServerHost;
    return guarded(
      ts,
      () => undefined,
      false,
      () => createFile(session, host, command),
    );
  };
  return { root, outside, creates };
}

test("a file is created in the project and in a directory of it", () => {
  const { root, creates } = project();
  mkdirSync(join(root, "types"));
  for (const name of ["next-auth.d.ts", "types/next-auth.d.ts"]) {
    expect(creates(name)).toBe(true);
    expect(readFileSync(join(root, name), "utf8")).toBe(text);
  }
});

test("a project that is reached through a link is a project", () => {
  const { root, creates } = project();
  symlinkSync(root, `${root}-link`);
  expect(creates("next-auth.d.ts", `${root}-link`)).toBe(true);
  expect(existsSync(join(root, "next-auth.d.ts"))).toBe(true);
});

test("a link to a directory inside the project is followed", () => {
  const { root, creates } = project();
  mkdirSync(join(root, "src"));
  symlinkSync(join(root, "src"), join(root, "types"));
  expect(creates("types/next-auth.d.ts")).toBe(true);
});

test.each<[name: string, make: (project: Project) => void, file: string]>([
  [
    "a directory that is a link to another",
    ({ root, outside }) => {
      symlinkSync(outside, join(root, "types"));
    },
    "types/next-auth.d.ts",
  ],
  [
    "a directory below such a link",
    ({ root, outside }) => {
      mkdirSync(join(outside, "deep"));
      symlinkSync(outside, join(root, "types"));
    },
    "types/deep/next-auth.d.ts",
  ],
  [
    "a link that leads nowhere yet",
    ({ root, outside }) => {
      symlinkSync(join(outside, "next-auth.d.ts"), join(root, "next-auth.d.ts"));
    },
    "next-auth.d.ts",
  ],
  [
    "a directory that is a link that leads nowhere",
    ({ root, outside }) => {
      symlinkSync(join(outside, "gone"), join(root, "types"));
    },
    "types/next-auth.d.ts",
  ],
  [
    "a circle of links",
    ({ root }) => {
      symlinkSync(join(root, "types"), join(root, "types"));
    },
    "types/next-auth.d.ts",
  ],
  ["a way up", () => undefined, "../app-outside/next-auth.d.ts"],
])("no file is created outside the project: %s", (_, make, file) => {
  const made = project();
  make(made);
  const before = readdirSync(made.outside);
  expect(made.creates(file)).toBe(false);
  expect(readdirSync(made.outside)).toEqual(before);
});

test("a file of that name stays as it is, even a pipe", () => {
  const { root, creates } = project();
  writeFileSync(join(root, "a.d.ts"), "mine");
  expect(creates("a.d.ts")).toBe(false);
  expect(readFileSync(join(root, "a.d.ts"), "utf8")).toBe("mine");
  execFileSync("mkfifo", [join(root, "b.d.ts")]);
  expect(creates("b.d.ts")).toBe(false);
});
