import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { copiedNextAuth } from "../../../core/test/support/copied-packages.js";

const tsconfig = JSON.stringify({
  compilerOptions: {
    strict: true,
    target: "es2022",
    lib: ["es2022"],
    module: "esnext",
    moduleResolution: "bundler",
    skipLibCheck: true,
    noEmit: true,
    types: [],
  },
});

/** The files of a project, by name. */
export type Files = Readonly<Record<string, string>>;

const made: string[] = [];

/** Puts a project with the real next-auth on the disk until the test file is done. */
export function projectOnDisk(files: Files, { nextAuthMajor = 4 }: { nextAuthMajor?: 4 | 5 } = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-eslint-")));
  made.push(root);
  for (const [name, text] of Object.entries({ "tsconfig.json": tsconfig, ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  mkdirSync(join(root, "node_modules"), { recursive: true });
  symlinkSync(copiedNextAuth(nextAuthMajor), join(root, "node_modules/next-auth"), "dir");
  return root;
}

/** Called once by each test file that makes projects. */
export function removeProjectsAfterwards(): void {
  afterAll(() => {
    for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
  });
}
