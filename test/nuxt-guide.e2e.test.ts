import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cases } from "./support/breadth.js";
import { linkedCopyOf, pnpmCopyOf, typeErrors, typedSession } from "./support/app.js";
import { mustRun, type Answer } from "./support/run.js";

const handler = "server/api/auth/[...].ts";
/** `defineNuxtConfig` is unknown in Nuxt's own server program, whatever we do. */
const nuxtsOwn = "nuxt.config.ts(1,16): TS2552";
const handlerErrors = [
  `${handler}(17,20): TS18048`,
  `${handler}(17,28): TS2339`,
  `${handler}(22,7): TS2322`,
  `${handler}(23,20): TS2339`,
  `${handler}(23,7): TS18048`,
];

const layouts = cases<[string, (fixture: string) => string]>(
  [
    ["npm", linkedCopyOf],
    ["pnpm", pnpmCopyOf],
  ],
  ([manager]) => manager === "npm",
);

describe.each(layouts)("the nuxt-auth guide's own app, installed by %s", (_, copy) => {
  let app: string;
  const command = (...args: readonly string[]): Answer => typedSession(app, ...args);
  const appErrors = (): string[] => typeErrors(app, "vue-tsc", ["-p", ".nuxt/tsconfig.json"]);
  const serverErrors = (): string[] => typeErrors(app, "tsc", ["-p", ".nuxt/tsconfig.server.json"]);

  beforeAll(() => {
    app = copy("nuxt-guide");
    mustRun(app, join(app, "node_modules/.bin/nuxt"), ["prepare"]);
  });

  it("the app does not type-check as the guide leaves it", () => {
    expect(appErrors()).toEqual(["pages/index.vue(4,49): TS2339", ...handlerErrors].sort());
    expect(serverErrors()).toEqual([nuxtsOwn, ...handlerErrors].sort());
  });

  it("check names every field that has drifted", () => {
    const { status, stdout } = command("check", "--format", "json");
    expect(status).toBe(1);
    const report = JSON.parse(stdout) as {
      configs: unknown;
      fields: { interface: string; path: string; status: string; inferred: unknown; declared: unknown }[];
      diagnostics: { rule: string; file: string; line: number; column: number; fixable: boolean }[];
    };
    expect(report.configs).toEqual([
      {
        project: "tsconfig.json",
        file: handler,
        line: 4,
        library: { name: "@sidebase/nuxt-auth", version: "1.3.1" },
        strategy: "jwt",
      },
    ]);
    expect(
      report.fields.map((field) => [`${field.interface}.${field.path}`, field.status, field.inferred, field.declared]),
    ).toEqual([
      [
        "Session.accessToken",
        "mismatched",
        { type: "string | undefined", optional: false },
        { type: "string", optional: false, file: "next-auth.d.ts", line: 6 },
      ],
      ["Session.user.id", "undeclared", { type: "number | undefined", optional: false }, null],
      ["JWT.accessToken", "undeclared", { type: "string | undefined", optional: false }, null],
      ["JWT.id", "undeclared", { type: "number | undefined", optional: false }, null],
      ["Profile.id", "undeclared", { type: "number", optional: true }, null],
    ]);
    expect(
      report.diagnostics.map(
        ({ rule, file, line, column, fixable }) => `${rule} ${file}:${line}:${column} ${String(fixable)}`,
      ),
    ).toEqual([
      "no-mismatched-field next-auth.d.ts:6:5 true",
      `no-untyped-token ${handler}:16:9 true`,
      `no-untyped-token ${handler}:17:9 true`,
      `no-undeclared-input ${handler}:17:20 true`,
      `no-undeclared-field ${handler}:23:7 true`,
    ]);
  });

  it("check shows the flow of a value in one line", () => {
    expect(command("check").stdout).toContain(
      `profile.id → token.id (${handler}:17) → session.user.id (${handler}:23) → declared nowhere`,
    );
  });

  it("fix leaves only what the author must decide, in both of Nuxt's programs", () => {
    const { status, stdout } = command("fix");
    expect(status).toBe(0);
    expect(stdout).toContain(`${handler}:17:20`);
    expect(stdout).toContain("'profile' is possibly 'undefined'");
    expect(readFileSync(join(app, "next-auth.d.ts"), "utf8")).toBe(`import { DefaultSession } from 'next-auth'

declare module 'next-auth' {
  interface Session {
    // What GitHub gave us at sign-in; our pages call its API with it.
    accessToken?: string
    user: {
      id?: number
    } & DefaultSession['user']
  }

  interface Profile {
    id?: number
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    accessToken?: string
    id?: number
  }
}
`);
    expect(appErrors()).toEqual([`${handler}(17,20): TS18048`]);
    expect(serverErrors()).toEqual([`${handler}(17,20): TS18048`, nuxtsOwn].sort());
  });

  it("a second fix changes nothing, and check is silent", () => {
    const before = readFileSync(join(app, "next-auth.d.ts"), "utf8");
    expect(command("fix").status).toBe(0);
    expect(readFileSync(join(app, "next-auth.d.ts"), "utf8")).toBe(before);
    expect(command("check")).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});
