import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cases, isEveryCase } from "./support/breadth.js";
import { linkedCopyOf, pnpmCopyOf, typeErrors, typedSession } from "./support/app.js";
import { mustRun } from "./support/run.js";

const handler = "server/api/auth/[...].ts";
const reader = "server/api/drafts.get.ts";

const augmentation = (roles: string): string => `import type { DefaultSession } from 'next-auth'
import type { Role } from '${roles}'

declare module 'next-auth' {
  interface Session {
    user: {
      role: Role
    } & DefaultSession['user']
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    role: Role
  }
}
`;

const prepare = (app: string): void => void mustRun(app, join(app, "node_modules/.bin/nuxt"), ["prepare"]);

/** Nuxt 4 with what `nuxt prepare` generates, which is the same for all: its paths are relative. */
function preparedNuxt4(): string {
  const app = linkedCopyOf("nuxt4");
  if (generated) cpSync(generated, join(app, ".nuxt"), { recursive: true, verbatimSymlinks: true });
  else prepare(app);
  generated ??= join(app, ".nuxt");
  return app;
}

let generated: string | undefined;

function put(app: string, name: string, text: string): void {
  mkdirSync(dirname(join(app, name)), { recursive: true });
  writeFileSync(join(app, name), text);
}

interface Found {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

function diagnosticsOf(app: string): readonly Found[] {
  const { stdout } = typedSession(app, "check", "--format", "json");
  return stdout === "" ? [] : (JSON.parse(stdout) as { diagnostics: Found[] }).diagnostics;
}

const findings = (app: string): string[] => diagnosticsOf(app).map(({ rule, file, line }) => `${rule} ${file}:${line}`);
const undeclared = [`no-untyped-token ${handler}:27`, `no-undeclared-field ${handler}:33`];

const layouts = cases<[string, (fixture: string) => string]>(
  [
    ["npm", linkedCopyOf],
    ["pnpm", pnpmCopyOf],
  ],
  ([manager]) => manager === "pnpm",
);

describe.each(layouts)("Nuxt 4 with a program for each of its folders, installed by %s", (_, copy) => {
  let app: string;
  const vueErrors = (): string[] => typeErrors(app, "vue-tsc", ["--build"]);

  beforeAll(() => {
    app = copy("nuxt4");
    prepare(app);
  });

  it("the app does not type-check, as handler and reader fail in two programs", () => {
    const twice = [`${handler}(33,22): TS2339`, `${reader}(5,22): TS2339`, `${reader}(5,57): TS2339`];
    expect(vueErrors()).toEqual(
      ["app/pages/index.vue(12,48): TS2339", "app/pages/index.vue(5,34): TS2339", ...twice, ...twice].sort(),
    );
  });

  it("both fields are found, and declared where all programs see them", () => {
    expect(findings(app)).toEqual(undeclared);
    expect(typedSession(app, "fix")).toEqual({
      status: 0,
      stdout: "Fixed 1 finding:\n  created shared/types/next-auth.d.ts\n",
      stderr: "",
    });
    expect(readFileSync(join(app, "shared/types/next-auth.d.ts"), "utf8")).toBe(augmentation("../utils/roles"));
    expect(vueErrors()).toEqual([]);
    expect(typedSession(app, "check")).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});

describe("Nuxt 4", () => {
  it("the app is fixed before it is prepared", () => {
    const app = linkedCopyOf("nuxt4");
    expect(findings(app)).toEqual(undeclared);
    expect(typedSession(app, "fix")).toMatchObject({
      status: 0,
      stdout: "Fixed 1 finding:\n  created shared/types/next-auth.d.ts\n",
    });
    expect(readFileSync(join(app, "shared/types/next-auth.d.ts"), "utf8")).toBe(augmentation("../utils/roles"));
    prepare(app);
    expect(typeErrors(app, "vue-tsc", ["--build"])).toEqual([]);
    expect(typedSession(app, "check")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  /** Where only one of the programs sees an augmentation, and the tsconfig of the other one. */
  const unseen = [
    ["next-auth.d.ts", "tsconfig.server.json"],
    ["server/types/next-auth.d.ts", "tsconfig.app.json"],
  ] as const;
  const [atRoot] = unseen;

  it.each(cases(unseen, (one) => one !== atRoot))(
    "an augmentation in %s is moved before Nuxt is prepared, as afterwards",
    (name, unseeing) => {
      const app = linkedCopyOf("nuxt4");
      put(app, name, augmentation("#shared/utils/roles"));
      expect(diagnosticsOf(app)).toMatchObject([
        {
          rule: "no-ineffective-augmentation",
          file: name,
          line: 4,
          message: `${unseeing}, whose program holds the auth config, does not include this file: what it declares takes no effect there.`,
        },
      ]);
      expect(typedSession(app, "fix")).toMatchObject({
        status: 0,
        stdout: `Fixed 1 finding:\n  created shared/types/next-auth.d.ts\n  deleted ${name}\n`,
      });
      prepare(app);
      expect(readFileSync(join(app, "shared/types/next-auth.d.ts"), "utf8")).toBe(augmentation("#shared/utils/roles"));
      expect(typedSession(app, "check")).toEqual({ status: 0, stdout: "", stderr: "" });
      expect(typeErrors(app, "vue-tsc", ["--build"])).toEqual([]);
    },
  );

  it.each(cases(unseen, (one) => one === atRoot))(
    "an augmentation in %s is moved to where both programs see it",
    (name, unseeing) => {
      const app = preparedNuxt4();
      put(app, name, augmentation("#shared/utils/roles"));
      expect(diagnosticsOf(app)).toMatchObject([
        {
          rule: "no-ineffective-augmentation",
          file: name,
          line: 4,
          message: `${unseeing}, whose program holds the auth config, does not include this file: what it declares takes no effect there.`,
        },
      ]);
      expect(typedSession(app, "fix")).toEqual({
        status: 0,
        stdout: `Fixed 1 finding:\n  created shared/types/next-auth.d.ts\n  deleted ${name}\n`,
        stderr: "",
      });
      expect(existsSync(join(app, name))).toBe(false);
      expect(readFileSync(join(app, "shared/types/next-auth.d.ts"), "utf8")).toBe(augmentation("#shared/utils/roles"));
      expect(typedSession(app, "check")).toEqual({ status: 0, stdout: "", stderr: "" });
      expect(typeErrors(app, "vue-tsc", ["--build"])).toEqual([]);
    },
  );

  it("members of two files are merged with those that are there", () => {
    const app = preparedNuxt4();
    const there = `import type { DefaultSession } from 'next-auth'

declare module 'next-auth' {
  interface Session {
    user: {
      id?: string
    } & DefaultSession['user']
  }
}
`;
    put(app, "shared/types/auth.d.ts", there);
    put(app, "server/types/next-auth.d.ts", augmentation("../../shared/utils/roles"));
    expect(typedSession(app, "fix")).toEqual({
      status: 0,
      // One program does not see the file, and another one sees two declarations of `user`.
      stdout: "Fixed 2 findings:\n  changed shared/types/auth.d.ts\n  deleted server/types/next-auth.d.ts\n",
      stderr: "",
    });
    expect(readFileSync(join(app, "shared/types/auth.d.ts"), "utf8"))
      .toBe(`import type { DefaultSession } from 'next-auth'
import type { Role } from '../utils/roles'

declare module 'next-auth' {
  interface Session {
    user: {
      id?: string
      role: Role
    } & DefaultSession['user']
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    role: Role
  }
}
`);
    expect(existsSync(join(app, "server/types/next-auth.d.ts"))).toBe(false);
    expect(typedSession(app, "check")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(typeErrors(app, "vue-tsc", ["--build"])).toEqual([]);
  });

  it.runIf(isEveryCase)("other contents of the file stay", () => {
    const app = preparedNuxt4();
    const other = "\ndeclare global {\n  interface Window {\n    tracker?: string\n  }\n}\n\nexport {}\n";
    put(app, "types/all.d.ts", augmentation("../shared/utils/roles") + other);
    expect(typedSession(app, "fix", "--dry-run").stdout).toContain(
      "--- /dev/null\n+++ b/shared/types/next-auth.d.ts\n",
    );
    expect(typedSession(app, "fix").status).toBe(0);
    expect(readFileSync(join(app, "types/all.d.ts"), "utf8")).toBe(other.trimStart());
    expect(readFileSync(join(app, "shared/types/next-auth.d.ts"), "utf8")).toBe(augmentation("../utils/roles"));
    expect(typedSession(app, "check")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(typeErrors(app, "vue-tsc", ["--build"])).toEqual([]);
  });

  it("two files that contradict each other are left to their author", () => {
    const app = preparedNuxt4();
    const texts = {
      "shared/types/auth.d.ts":
        "export {}\n\ndeclare module 'next-auth' {\n  interface Session {\n    user: string\n  }\n}\n",
      "types/next-auth.d.ts": augmentation("../shared/utils/roles"),
    };
    for (const [name, text] of Object.entries(texts)) put(app, name, text);
    typedSession(app, "fix");
    for (const [name, text] of Object.entries(texts)) expect(readFileSync(join(app, name), "utf8")).toBe(text);
  });
});

describe("the local provider", () => {
  it.each(["nuxt4", "nuxt-guide"])("its data type is left alone before and after nuxt prepare: %s", (fixture) => {
    const app = linkedCopyOf(fixture);
    for (const name of ["server", "next-auth.d.ts"]) rmSync(join(app, name), { recursive: true, force: true });
    const config = `export default defineNuxtConfig({
  compatibilityDate: '2025-07-15',
  telemetry: false,
  modules: ['@sidebase/nuxt-auth'],
  auth: {
    provider: {
      type: 'local',
      session: { dataType: { id: 'string', role: "'reader' | 'editor'" } }
    }
  }
})
`;
    put(app, "nuxt.config.ts", config);
    const silent = { status: 0, stdout: "", stderr: "" };
    for (const run of ["check", "fix", "explain"]) expect(typedSession(app, run)).toEqual(silent);
    prepare(app);
    for (const run of ["check", "fix", "explain"]) expect(typedSession(app, run)).toEqual(silent);
    expect(readFileSync(join(app, "nuxt.config.ts"), "utf8")).toBe(config);
  });
});

/** The oldest and the last release before 1.0, each with the Nuxt of its time. */
const releases = [
  // That Nuxt does not know the option yet.
  { fixture: "nuxt-auth-0.6", nuxtsOwn: ["nuxt.config.ts(2,3): TS2353"], layout: "npm", copy: linkedCopyOf },
  { fixture: "nuxt-auth-0.6", nuxtsOwn: ["nuxt.config.ts(2,3): TS2353"], layout: "pnpm", copy: pnpmCopyOf },
  { fixture: "nuxt-auth-0.10", nuxtsOwn: [], layout: "npm", copy: linkedCopyOf },
  { fixture: "nuxt-auth-0.10", nuxtsOwn: [], layout: "pnpm", copy: pnpmCopyOf },
];

describe.each(cases(releases, ({ layout }) => layout === "npm"))(
  "$fixture, installed by $layout",
  ({ fixture, nuxtsOwn, copy }) => {
    let app: string;
    const appErrors = (): string[] => typeErrors(app, "vue-tsc", ["-p", ".nuxt/tsconfig.json"]);
    const serverErrors = (): string[] =>
      typeErrors(app, "tsc", ["-p", ".nuxt/tsconfig.server.json"]).filter((one) => one.startsWith("server/"));
    const inServer = [`${handler}(33,22): TS2339`, `${reader}(5,22): TS2339`, `${reader}(5,57): TS2339`];

    beforeAll(() => {
      app = copy(fixture);
      prepare(app);
    });

    it("the app does not type-check", () => {
      expect(appErrors()).toEqual(
        ["pages/index.vue(12,48): TS2339", "pages/index.vue(5,34): TS2339", ...inServer, ...nuxtsOwn].sort(),
      );
      expect(serverErrors()).toEqual(inServer);
    });

    it("both fields are found and declared", () => {
      expect(findings(app)).toEqual(undeclared);
      expect(typedSession(app, "fix")).toEqual({
        status: 0,
        stdout: "Fixed 1 finding:\n  created next-auth.d.ts\n",
        stderr: "",
      });
      expect(readFileSync(join(app, "next-auth.d.ts"), "utf8")).toBe(augmentation("./shared/utils/roles"));
      expect(appErrors()).toEqual(nuxtsOwn);
      expect(serverErrors()).toEqual([]);
      expect(typedSession(app, "check")).toEqual({ status: 0, stdout: "", stderr: "" });
    });
  },
);
