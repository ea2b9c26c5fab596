import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linkedApp, plugin, tsconfigWith, type LinkedApp } from "./support/linked-app.js";
import { run, type Answer } from "./support/run.js";

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
  let app: LinkedApp;
  const build = (...args: readonly string[]): Answer =>
    run(app.root, process.execPath, ["node_modules/ts-patch/bin/tspc.js", "--pretty", "false", ...args]);
  const configure = (options: object): void => {
    const transform = `${plugin.name}/transform`;
    app.write("tsconfig.json", tsconfigWith({ transform, transformProgram: true, ...options }));
  };

  beforeAll(() => {
    app = linkedApp({ "auth.ts": auth });
    app.link("typescript", "typescript-5.9");
    app.link("ts-patch");
  });
  afterAll(() => {
    app.remove();
  });

  it("the build reports what the plugin reports in the editor", () => {
    configure({});
    expect(build("--noEmit").stdout.split("\n")).toContain(finding);
  });

  it("the build reports one finding a cause, under its number, beside the compiler's errors", () => {
    configure({});
    const session =
      "    session({ session, token }) {\n      session.plan = token.plan;\n      return session;\n    },\n";
    app.write("auth.ts", auth.replace("    },\n  },", `    },\n${session}  },`));
    const lines = build("--noEmit").stdout.split("\n");
    app.write("auth.ts", auth);
    expect(lines.filter((line) => line.startsWith("auth.ts")).map((line) => line.replace(/: .*/, ""))).toEqual([
      "auth.ts(11,7)",
      "auth.ts(11,15)",
    ]);
    expect(lines.join("\n")).toMatch(/\(11,15\): error TS2339: /);
    expect(lines.join("\n")).toMatch(/\(11,7\): error TS990001: /);
  });

  it("the build fails if a rule is an error", () => {
    configure({ rules: { "no-untyped-token": "error" } });
    const { status, stdout } = build("--noEmit");
    expect(stdout.trim()).toBe(finding.replace("warning", "error"));
    expect(status).not.toBe(0);
  });

  it("the build does not report a rule that is off, and emits the compiler's output", () => {
    configure({ rules: { "no-untyped-token": "off" } });
    expect(build("--noEmit", "false", "--outDir", "out")).toMatchObject({ status: 0, stdout: "" });
  });
});
