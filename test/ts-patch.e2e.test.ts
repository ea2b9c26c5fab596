import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, type Answer } from "./support/run.js";
import { compilerOptions } from "./support/tsserver.js";

const require = createRequire(import.meta.url);
const auth = `import type { NextAuthOptions } from "next-auth";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    jwt({ token }) {
      token.plan = "free";
      return token;
    },
  },
};
`;
const finding =
  "auth.ts(7,7): warning TS990002: `token.plan` is assigned here, but `JWT` does not declare it: every read of it is `unknown`.";

describe("a build by ts-patch", () => {
  let app: string;
  const build = (...args: readonly string[]): Answer =>
    run(app, process.execPath, ["node_modules/ts-patch/bin/tspc.js", "--pretty", "false", ...args]);
  const configure = (options: object): void => {
    const transform = { transform: "@typed-session/typescript-plugin/transform", transformProgram: true, ...options };
    const config = { compilerOptions: { ...compilerOptions, plugins: [transform] } };
    writeFileSync(join(app, "tsconfig.json"), JSON.stringify(config));
  };

  beforeAll(() => {
    app = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-tspc-")));
    mkdirSync(join(app, "node_modules/@typed-session"), { recursive: true });
    const link = (name: string, target: string): void => {
      symlinkSync(target, join(app, "node_modules", name), "dir");
    };
    link("next-auth", dirname(require.resolve("next-auth")));
    link("typescript", dirname(require.resolve("typescript-5.9/package.json")));
    link("ts-patch", dirname(require.resolve("ts-patch/package.json")));
    link("@typed-session/typescript-plugin", join(import.meta.dirname, "../packages/typescript-plugin"));
    writeFileSync(join(app, "auth.ts"), auth);
  });
  afterAll(() => {
    rmSync(app, { recursive: true, force: true });
  });

  it("reports what the plugin reports in the editor", () => {
    configure({});
    expect(build("--noEmit").stdout.split("\n")).toContain(finding);
  });

  it("ends with an error where a rule is made one", () => {
    configure({ rules: { "no-untyped-token": "error" } });
    const { status, stdout } = build("--noEmit");
    expect(stdout.trim()).toBe(finding.replace("warning", "error"));
    expect(status).not.toBe(0);
  });

  it("says nothing of a rule that is off, and writes what the compiler writes", () => {
    configure({ rules: { "no-untyped-token": "off" } });
    expect(build("--noEmit", "false", "--outDir", "out")).toMatchObject({ status: 0, stdout: "" });
  });
});
