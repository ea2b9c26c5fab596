import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cases } from "./support/breadth.js";
import { linkedCopyOf, pnpmCopyOf, svelteErrors, svelteSync, typeErrors, typedSession } from "./support/app.js";
import { mustRun } from "./support/run.js";

/** An app on one of the packages of Auth.js 5, in which nothing is augmented. */
interface App {
  readonly fixture: string;
  /** The specifier that takes effect for `Session` and `User`. */
  readonly types: string;
  readonly augmentation: string;
  /** The import of the type that the callbacks put into the session. */
  readonly role: string;
  /** What the app's own type-check says of the callbacks and of those who read the session. */
  readonly errors: readonly string[];
  readonly checker?: (app: string) => string[];
  /** Writes what the framework generates. */
  readonly prepare?: (app: string) => void;
}

// With the build info of an earlier run `tsc` keeps what it has said of files that only import "next-auth/react".
const byTsc = (app: string): string[] => typeErrors(app, "tsc", ["--incremental", "false"]);

const apps: readonly App[] = [
  {
    fixture: "authjs-next",
    types: "next-auth",
    augmentation: "next-auth.d.ts",
    role: "./lib/roles",
    errors: [
      "app/account/page.tsx(18,30): TS7053",
      "app/account/page.tsx(18,50): TS2339",
      "app/page.tsx(25,35): TS2339",
      "auth.ts(21,35): TS2339",
      "auth.ts(26,20): TS2339",
    ],
  },
  {
    fixture: "authjs-sveltekit",
    types: "@auth/sveltekit",
    augmentation: "src/authjs.d.ts",
    role: "./lib/roles",
    errors: [
      "src/auth.ts(19,27)",
      "src/auth.ts(25,20)",
      "src/routes/+page.svelte(10,34)",
      "src/routes/+page.svelte(10,7)",
      "src/routes/desk/+page.server.ts(7,20)",
    ],
    checker: svelteErrors,
    prepare: svelteSync,
  },
  {
    fixture: "authjs-express",
    types: "@auth/express",
    augmentation: "src/authjs.d.ts",
    role: "./roles.js",
    errors: [
      "src/auth.config.ts(19,35): TS2339",
      "src/auth.config.ts(24,20): TS2339",
      "src/server.ts(15,36): TS2339",
      "src/server.ts(25,62): TS2339",
    ],
  },
  {
    fixture: "authjs-solid-start",
    types: "@auth/solid-start",
    augmentation: "authjs.d.ts",
    role: "./src/lib/roles",
    errors: [
      "src/lib/auth.ts(18,35): TS2339",
      "src/lib/auth.ts(23,20): TS2339",
      "src/lib/session.ts(12,56): TS2339",
      "src/routes/index.tsx(13,29): TS7053",
    ],
  },
  {
    fixture: "authjs-qwik",
    types: "@auth/qwik",
    augmentation: "authjs.d.ts",
    role: "./src/lib/roles",
    errors: [
      "src/routes/index.tsx(11,54): TS2339",
      "src/routes/plugin@auth.ts(19,35): TS2339",
      "src/routes/plugin@auth.ts(24,20): TS2339",
      "src/routes/studio/index.tsx(12,26): TS7053",
      "src/routes/studio/index.tsx(12,45): TS2339",
      "src/routes/studio/index.tsx(19,29): TS7006",
    ],
  },
  {
    fixture: "authjs-core",
    types: "@auth/core/types",
    augmentation: "src/authjs.d.ts",
    role: "./roles.js",
    errors: [
      "src/auth.ts(22,35): TS2339",
      "src/auth.ts(27,20): TS2339",
      "src/server.ts(26,49): TS7053",
      "src/server.ts(26,68): TS2339",
    ],
  },
];

/** What is to be written: the module of the token is imported only where nothing else does so. */
function augmentation({ types, role, fixture }: App): string {
  const isNext = fixture === "authjs-next";
  return `import type { DefaultSession } from "${types}";
${isNext ? 'import "next-auth/jwt";\n' : ""}import type { Role } from "${role}";

declare module "${types}" {
  interface Session {
    user: {
      role: Role;
    } & DefaultSession["user"];
  }

  interface User {
    role: Role;
  }
}

declare module "${isNext ? "next-auth/jwt" : "@auth/core/jwt"}" {
  interface JWT {
    role: Role;
  }
}
`;
}

interface Found {
  readonly rule: string;
  readonly fixable: boolean;
  readonly file: string;
  readonly line: number;
}

function diagnosticsOf(app: string): readonly Found[] {
  const { stdout } = typedSession(app, "check", "--format", "json");
  return (JSON.parse(stdout) as { diagnostics: Found[] }).diagnostics;
}

/** The rules of what `check` finds, with what it leaves to the author. */
function findings(app: string): { rule: string; fixable: boolean }[] {
  return diagnosticsOf(app).map(({ rule, fixable }) => ({ rule, fixable }));
}

function expectMended(app: string, one: App): void {
  expect(typedSession(app, "fix").status).toBe(0);
  expect(readFileSync(join(app, one.augmentation), "utf8")).toBe(augmentation(one));
  expect((one.checker ?? byTsc)(app)).toEqual([]);
  expect(typedSession(app, "fix")).toMatchObject({ status: 0, stdout: "" });
  expect(typedSession(app, "check")).toEqual({ status: 0, stdout: "", stderr: "" });
}

/** The specifiers, of those that augment nothing here, whose augmentation is not called ineffective. */
function missedAmong(app: string, one: App, specifiers: readonly string[]): string[] {
  const file = join(dirname(one.augmentation), "idle.d.ts");
  const blocks = specifiers.map(
    (specifier) => `declare module "${specifier}" {\n  interface Session { extra?: string }\n}\n`,
  );
  mkdirSync(dirname(join(app, file)), { recursive: true });
  writeFileSync(join(app, file), `import "${one.types}";\n${blocks.join("")}`);
  const found = diagnosticsOf(app).filter((one) => one.rule === "no-ineffective-augmentation" && one.file === file);
  rmSync(join(app, file));
  return specifiers.filter((_, index) => !found.some(({ line }) => line === 2 + 3 * index));
}

/** What looks as if it could be augmented, and cannot be under either layout. */
const idle = ["@auth/core", "@auth/core/index", "next-auth/types", "next-auth/core/types", "next-auth/jwt/types"];

const allThree = ["no-untyped-token", "no-undeclared-input", "no-undeclared-field"];

describe.each(apps)("$fixture, installed by npm", (one) => {
  let app: string;
  beforeAll(() => {
    app = linkedCopyOf(one.fixture);
    one.prepare?.(app);
  });

  it("the app has the errors of a session that nobody has declared", () => {
    expect((one.checker ?? byTsc)(app)).toEqual(one.errors);
    expect(findings(app)).toEqual(allThree.map((rule) => ({ rule, fixable: true })));
  });

  it("check reports each specifier that has no effect", () => {
    expect(missedAmong(app, one, idle)).toEqual([]);
  });

  it("fix declares the session by the specifiers that take effect, and no error is left", () => {
    expectMended(app, one);
  });
});

/** One app that sees `@auth/core`, and one that does not. */
const usual = ["authjs-next", "authjs-sveltekit"];

describe.each(cases(apps, ({ fixture }) => usual.includes(fixture)))("$fixture, installed by pnpm", (one) => {
  const seesCore = one.fixture === "authjs-next" || one.fixture === "authjs-core";
  let app: string;
  beforeAll(() => {
    app = pnpmCopyOf(one.fixture);
    one.prepare?.(app);
  });

  it.skipIf(one.fixture === "authjs-core")(
    "check reports each specifier that has no effect, @auth/core's among them",
    () => {
      expect(missedAmong(app, one, [...idle, "@auth/core/types"])).toEqual([]);
    },
  );

  it.skipIf(seesCore)("fix declares nothing while the app cannot import the token's module", () => {
    expect(findings(app)).toEqual(allThree.map((rule) => ({ rule, fixable: false })));
    const reason =
      `the \`JWT\` of \`${one.types}\` cannot be reached as "@auth/core/jwt" from here; ` +
      `add \`@auth/core\` to the dependencies, in the version that \`${one.types}\` depends on.`;
    expect(typedSession(app, "check").stdout.replaceAll("The `JWT`", "the `JWT`")).toContain(reason);
    typedSession(app, "fix");
    expect(existsSync(join(app, one.augmentation))).toBe(false);
    const add = (version: string): void =>
      void mustRun(app, "npx", ["-y", "pnpm@10.34.9", "add", "--ignore-scripts", `@auth/core@${version}`]);
    // Another version is another copy, with a token of its own.
    add("0.40.0");
    expect(findings(app)).toEqual(allThree.map((rule) => ({ rule, fixable: false })));
    const manifest = join(app, "node_modules", one.types, "package.json");
    const { dependencies } = JSON.parse(readFileSync(manifest, "utf8")) as { dependencies: Record<string, string> };
    add(dependencies["@auth/core"] ?? "");
  });

  it("fix declares the session by the specifiers that take effect, and no error is left", () => {
    expectMended(app, one);
  });
});
