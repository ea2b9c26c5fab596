import { describe, expect, test } from "vitest";
import type ts from "typescript";
import { callbackFunctions, type AuthConfig, type Callback } from "../../src/discover/auth-config.js";
import { discoverConfigs } from "../../src/discover/configs.js";
import { bareWorkspace, installed } from "../support/workspace.js";

type Files = Readonly<Record<string, string>>;

const nextAuth4 = installed("next-auth", "4.24.15");
const nextAuth5 = installed("next-auth", "5.0.0");

function configsIn(files: Files, options: ts.CompilerOptions = {}): readonly AuthConfig[] {
  const found = discoverConfigs(bareWorkspace(files, options));
  expect(found.problems).toEqual([]);
  return found.configs;
}

/** `auth.ts:4`: where each config starts. */
function placesOf(configs: readonly AuthConfig[]): string[] {
  return configs.map(({ node }) => placeOf(node));
}

function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return `${file.fileName.slice("/app/".length)}:${String(line + 1)}`;
}

/** The text of a callback's function, or why there is none. */
function textOf(callback: Callback): string {
  if (callback.kind === "absent") return "absent";
  return callback.kind === "open" ? `open: ${callback.at.getText()}` : callback.node.getText();
}

/** The one config of `auth.ts`, on next-auth 4. */
function configOf(text: string, options: ts.CompilerOptions = {}): AuthConfig {
  const [config, ...others] = configsIn({ "auth.ts": text, ...nextAuth4 }, options);
  if (!config || others.length > 0) throw new Error("There is not one config.");
  return config;
}

/** Options that are typed as such, with these properties. */
function typed(...properties: readonly string[]): string {
  return `import type { AuthOptions } from "next-auth";
const enabled: boolean = Date.now() % 2 === 0;
declare const some: any, database: "jwt" | "database";
export const authOptions: AuthOptions = {
${properties.map((property) => `  ${property},\n`).join("")}};
`;
}

describe("the places of a config", () => {
  test.each<[name: string, text: string, line: number]>([
    ["NextAuth(options)", 'import NextAuth from "next-auth";\nNextAuth({});', 2],
    ["the default export by its name", 'import { default as Auth } from "next-auth/next";\nAuth({});', 2],
    ["NextAuth(req, res, options)", 'import NextAuth from "next-auth";\nNextAuth({ req: 1 }, { res: 1 },\n{});', 3],
    ["beside named imports", 'import Auth, { getServerSession } from "next-auth";\nAuth({});', 2],
    ["a named import", 'import { getServerSession, type AuthOptions } from "next-auth";\ngetServerSession({});', 2],
    [
      "a named import, renamed",
      'import { getServerSession as read, type AuthOptions } from "next-auth/next";\nread({});',
      2,
    ],
    ["NextAuth.default, as Node calls it", 'import NextAuth from "next-auth";\nNextAuth.default({});', 2],
    ["a namespace import", 'import * as auth from "next-auth";\nauth.getServerSession({});', 2],
    ["the default of a namespace import", 'import * as auth from "next-auth";\nauth.default({});', 2],
    ["require", 'const NextAuth = require("next-auth").default;\nNextAuth({});', 2],
    ["require of everything", 'const auth = require("next-auth");\nauth.getServerSession({});', 2],
    ["require, taken apart", 'const { getServerSession } = require("next-auth");\ngetServerSession({});', 2],
    ["require, taken apart and renamed", 'const { default: Auth } = require("next-auth");\nAuth({});', 2],
    ["require with a template as its name", "const { default: Auth } = require(`next-auth`);\nAuth({});", 2],
    ["a second variable of a statement", 'const a = 1, { default: Auth } = require("next-auth");\nAuth({});', 2],
    ["inside a function", 'import NextAuth from "next-auth";\nexport default () => {\nreturn NextAuth({});\n};', 3],
    ["a typed variable", 'import type { AuthOptions } from "next-auth";\nconst o: AuthOptions = {};', 2],
    ["a renamed type", 'import type { AuthOptions as O } from "next-auth";\nconst o: O = {};', 2],
    ["a type of a namespace", 'import type * as auth from "next-auth";\nconst o: auth.AuthOptions = {};', 2],
    ["an import type", 'const o: import("next-auth").NextAuthOptions = {};', 1],
    ["satisfies", 'import type { AuthOptions } from "next-auth";\nexport const o = {} satisfies AuthOptions;', 2],
    ["as", 'import type { AuthOptions } from "next-auth";\nexport const o = {} as AuthOptions;', 2],
    [
      "what an arrow function gives",
      'import type { AuthOptions } from "next-auth";\nconst o = (): AuthOptions => ({});',
      2,
    ],
    [
      "what an arrow function with a body gives",
      'import type { AuthOptions } from "next-auth";\nconst o = (): AuthOptions => {\nreturn {};\n};',
      3,
    ],
    [
      "what a function promises",
      'import type { AuthOptions } from "next-auth";\nasync function o(): Promise<AuthOptions> {\nreturn {};\n}',
      3,
    ],
  ])("a config is found: %s", (_, text, line) => {
    expect(placesOf(configsIn({ "auth.ts": text, ...nextAuth4 }))).toEqual([`auth.ts:${String(line)}`]);
  });

  test.each<[name: string, text: string]>([
    [
      "a function of the same name from elsewhere",
      'import type {} from "next-auth";\nimport NextAuth from "./mine";\nNextAuth({});',
    ],
    ["another function of the library", 'import NextAuth, { unstable } from "next-auth";\nunstable({});'],
    ["a request and a response only", 'import NextAuth from "next-auth";\nNextAuth({}, {});'],
    [
      "a method of another object",
      'import NextAuth from "next-auth";\nimport * as log from "./log";\nlog.default({});',
    ],
    [
      "a method of something that is not imported",
      'import NextAuth from "next-auth";\nconst log = {};\nlog.default({});',
    ],
    ["a method of what a call gives", 'import NextAuth from "next-auth";\nNextAuth.default().default({});'],
    ["another method of the default export", 'import NextAuth from "next-auth";\nNextAuth.getServerSession({});'],
    ["another method of a namespace", 'import * as auth from "next-auth";\nauth.unstable({});'],
    ["the default of a named import", 'import { AuthError as E } from "next-auth";\nE.default({});'],
    ["what a method's own method is", 'import * as auth from "next-auth";\nauth.utils.getServerSession({});'],
    ["a function that is not require", 'const { default: Auth } = load("next-auth");\nAuth({});'],
    ["a method that is called require", 'const { default: Auth } = app.require("next-auth");\nAuth({});'],
    [
      "require of a name that only the run knows",
      'const { default: Auth } = require("next-auth" + flavour);\nAuth({});',
    ],
    ["require of nothing", 'type A = "next-auth";\nconst { default: Auth } = require();\nAuth({});'],
    ["a part of a part of require", 'const { default: Auth } = require("next-auth").providers;\nAuth({});'],
    ["a variable without a value", 'import NextAuth from "next-auth";\nlet Auth: typeof NextAuth;\nAuth({});'],
    ["what require gives as a list", 'const [Auth] = require("next-auth");\nAuth({});'],
    ["another variable of require", 'const { default: { x } } = require("next-auth");\nx({});'],
    ["a key that is no name", 'const { "default": Auth, ["x"]: y } = require("next-auth");\ny({});'],
    ["another type of the library", 'import type { Session } from "next-auth";\nconst s: Session = {};'],
    [
      "the type's name from elsewhere",
      'import "next-auth";\nimport type { AuthOptions } from "./x";\nconst s: AuthOptions = {};',
    ],
    ["a type of that name of one's own", 'import "next-auth";\ntype AuthOptions = {};\nconst s: AuthOptions = {};'],
    [
      "a type of another namespace",
      'import "next-auth";\nimport type * as x from "./x";\nconst s: x.AuthOptions = {};',
    ],
    ["another type of the namespace", 'import type * as auth from "next-auth";\nconst s: auth.Session = {};'],
    ["a member of the default import", 'import type N from "next-auth";\nconst s: N.AuthOptions = {};'],
    [
      "a type further down in a namespace",
      'import type * as auth from "next-auth";\nconst s: auth.core.AuthOptions = {};',
    ],
    ["another import type", 'const s: import("next-auth").Session = {};'],
    ["an import type of another module", 'import "next-auth";\nconst s: import("./x").AuthOptions = {};'],
    ["an import type of the whole module", 'const s: import("next-auth") = {};'],
    ["an import type further down", 'const s: import("next-auth").AuthOptions.NextAuthOptions = {};'],
    ["a list", 'import type { AuthOptions } from "next-auth";\nconst s: AuthOptions["providers"][] = {};'],
    ["a part of the type", 'import type { AuthOptions } from "next-auth";\nconst s: Partial<AuthOptions> = {};'],
    ["a promise of another type", 'import type { Session } from "next-auth";\nconst s: Promise<Session> = {};'],
    [
      "a promise of a namespace",
      'import type { AuthOptions } from "next-auth";\nconst s: mine.Promise<AuthOptions> = {};',
    ],
    [
      "a variable that is only declared",
      'import type { AuthOptions } from "next-auth";\ndeclare const s: AuthOptions;',
    ],
    [
      "another object in a function whose type says it",
      'import type { AuthOptions } from "next-auth";\nfunction o(): AuthOptions {\nconst pages = ({});\nreturn read(pages);\n}',
    ],
    ["a promise of nothing in particular", 'import "next-auth";\nconst s: Promise = {};'],
    [
      "a function inside one whose type says it",
      'import type { AuthOptions } from "next-auth";\nfunction o(): AuthOptions {\nconst f = () => { return {}; };\nreturn read(f);\n}',
    ],
    [
      "a typed value that cannot be seen through",
      'import type { AuthOptions } from "next-auth";\nconst s: AuthOptions = read();',
    ],
    [
      "an argument of a reader that cannot be seen through",
      'import { getServerSession } from "next-auth";\ngetServerSession(req);',
    ],
  ])("no config is found: %s", (_, text) => {
    // Whatever else it says, the file is looked into.
    const files = { "auth.ts": `${text}\n// "next-auth" NextAuthOptions`, ...nextAuth4 };
    expect(placesOf(configsIn(files))).toEqual([]);
  });

  test("a config that several places name is found once", () => {
    const text = `import NextAuth, { getServerSession, type AuthOptions } from "next-auth";
export const authOptions = {} satisfies AuthOptions;
export default NextAuth(authOptions);
getServerSession(authOptions);
`;
    expect(placesOf(configsIn({ "auth.ts": text, ...nextAuth4 }))).toEqual(["auth.ts:2"]);
  });

  test("both branches of the argument of NextAuth are found", () => {
    const text = 'import NextAuth from "next-auth";\nNextAuth(dev\n? {}\n: {});';
    expect(placesOf(configsIn({ "auth.ts": text, ...nextAuth4 }))).toEqual(["auth.ts:3", "auth.ts:4"]);
  });

  test("a dependency's config is not found, although its sources are there", () => {
    const text = 'import NextAuth from "next-auth";\nNextAuth({});';
    expect(placesOf(configsIn({ "node_modules/shared/auth.ts": text, "auth.ts": text, ...nextAuth4 }))).toEqual([
      "auth.ts:2",
    ]);
  });

  test("an argument of NextAuth that cannot be seen through may hold anything", () => {
    const { node, providers, ...config } = configOf('import NextAuth from "next-auth";\nNextAuth(merge(a, b));');
    expect(node.getText()).toBe("merge(a, b)");
    expect(providers).toEqual({ list: [], complete: false });
    expect([config.session, config.jwt, config.signIn].map(textOf)).toEqual(Array(3).fill("open: merge(a, b)"));
    expect([config.hasAdapter, config.strategy, config.hasDefaultStrategy, config.mintsTokens]).toEqual([
      true,
      "unknown",
      false,
      false,
    ]);
  });
});

describe("nuxt-auth", () => {
  const nuxt = { ...installed("@sidebase/nuxt-auth", "1.3.1"), ...nextAuth4 };
  const named = ({ library, version }: AuthConfig): string => `${library.packageName} ${version}`;

  test.each<[name: string, text: string]>([
    ["imported", 'import { NuxtAuthHandler } from "#auth";\nexport default NuxtAuthHandler({});'],
    ["provided by Nuxt", "export default NuxtAuthHandler({});"],
    [
      "with the type of next-auth",
      'import { type AuthOptions } from "next-auth";\nexport default NuxtAuthHandler({} satisfies AuthOptions);',
    ],
  ])("a config is found: %s", (_, text) => {
    const configs = configsIn({ "server/auth.ts": text, ...nuxt });
    expect(configs.map(named)).toEqual(["@sidebase/nuxt-auth 1.3.1"]);
  });

  test("a config is found if Nuxt declares the handler in a file that it writes", () => {
    const files = {
      "server/auth.ts": "export default NuxtAuthHandler({});",
      ".nuxt/imports.d.ts": "declare global {\n  const NuxtAuthHandler: (options: object) => unknown;\n}\nexport {};\n",
      ...nuxt,
    };
    expect(placesOf(configsIn(files))).toEqual(["server/auth.ts:1"]);
  });

  test.each<[name: string, text: string]>([
    ["another function", "export default NuxtAuthHandlers({});\n// NuxtAuthHandler"],
    ["one of the file's own", "const NuxtAuthHandler = (options: object) => options;\nNuxtAuthHandler({});"],
    ["one from elsewhere", 'import { NuxtAuthHandler } from "./mine";\nNuxtAuthHandler({});'],
  ])("no config is found: %s", (_, text) => {
    expect(configsIn({ "server/auth.ts": text, ...nuxt })).toEqual([]);
  });

  test("the version of next-auth is given if its own cannot be read", () => {
    const configs = configsIn({ "server/auth.ts": "export default NuxtAuthHandler({});", ...nextAuth4 });
    expect(configs.map(named)).toEqual(["@sidebase/nuxt-auth 4.24.15"]);
  });
});

describe("the installed version", () => {
  const text = 'import NextAuth from "next-auth";\nNextAuth({});';

  test("the version decides which library it is", () => {
    const majors = [nextAuth4, nextAuth5].map((manifest) =>
      configsIn({ "auth.ts": text, ...manifest }).map(({ library }) => library.majors),
    );
    expect(majors).toEqual([[[4]], [[5]]]);
  });

  const problemsOf = (files: Files): { message: string; place: string }[] => {
    const { configs, problems } = discoverConfigs(bareWorkspace(files));
    expect(configs).toEqual([]);
    return problems.map(({ message, at }) => ({ message, place: `${at?.file ?? ""}:${String(at?.line)}` }));
  };

  test("an unsupported version is reported once, where it is first met", () => {
    expect(problemsOf({ "auth.ts": text, "other.ts": `\n${text}`, ...installed("next-auth", "3.29.0") })).toEqual([
      {
        message: "next-auth 3.29.0 is not supported; what can be read is version 4 or 5.",
        place: "auth.ts:2",
      },
    ]);
  });

  test("the version is compared by its whole major number", () => {
    expect(problemsOf({ "auth.ts": text, ...installed("next-auth", "40.1.0") })).toEqual([
      {
        message: "next-auth 40.1.0 is not supported; what can be read is version 4 or 5.",
        place: "auth.ts:2",
      },
    ]);
  });

  const noSession = "do not export the `Session` that a project augments";
  const noToken =
    "do not export the `Session` that a project augments, or give the `session` callback a type from which its `token` cannot be taken";
  const older = (packageName: string, version: string, since: string): string =>
    `${packageName} ${version} is not supported; what can be read is version ${since} or later, since older ones ${packageName.endsWith("sveltekit") ? noToken : noSession}.`;

  test.each([
    ["SvelteKitAuth", "@auth/sveltekit", "0.3.0", "0.10.0"],
    ["SvelteKitAuth", "@auth/sveltekit", "0.3.16", "0.10.0"],
    ["SvelteKitAuth", "@auth/sveltekit", "0.5.3", "0.10.0"],
    ["SvelteKitAuth", "@auth/sveltekit", "0.6.0", "0.10.0"],
    ["SvelteKitAuth", "@auth/sveltekit", "0.8.0", "0.10.0"],
    ["SolidAuth", "@auth/solid-start", "0.1.2", "0.15.2"],
    ["SolidAuth", "@auth/solid-start", "0.1.13", "0.15.2"],
  ])("a config of %s of %s %s is reported with the first supported version", (name, packageName, version, since) => {
    const files = {
      "auth.ts": `import { ${name} } from "${packageName}";\n${name}({});`,
      ...installed(packageName, version),
    };
    expect(problemsOf(files)).toEqual([{ message: older(packageName, version, since), place: "auth.ts:2" }]);
  });

  test.each([
    ["SvelteKitAuth", "@auth/sveltekit", "0.10.0"],
    ["SvelteKitAuth", "@auth/sveltekit", "0.12.3"],
    ["SvelteKitAuth", "@auth/sveltekit", "0.15.0"],
    ["SvelteKitAuth", "@auth/sveltekit", "1.0.0"],
    ["ExpressAuth", "@auth/express", "0.5.0"],
    ["SolidAuth", "@auth/solid-start", "0.15.2"],
    ["SolidAuth", "@auth/solid-start", "0.18.0"],
  ])("a config of %s of %s %s is read", (name, packageName, version) => {
    const files = {
      "auth.ts": `import { ${name} } from "${packageName}";\n${name}({});`,
      ...installed(packageName, version),
    };
    expect(configsIn(files).map((one) => `${one.library.packageName} ${one.version}`)).toEqual([
      `${packageName} ${version}`,
    ]);
  });

  test("a form that only one version has is not supported in the other", () => {
    const handler = 'import NextAuth from "next-auth";\nNextAuth(req, res, {});';
    expect(problemsOf({ "auth.ts": handler, ...nextAuth5 }).map(({ message }) => message)).toEqual([
      "next-auth 5.0.0 is not supported; what can be read is version 4.",
    ]);
  });

  test("a library in an archive of Yarn's Plug'n'Play is reported as such, with both ways out", () => {
    expect(problemsOf({ "auth.ts": text, ".pnp.cjs": "" })).toEqual([
      {
        message:
          "next-auth is in an archive of Yarn's Plug'n'Play, which is not read, because the way there is a program of the project: set `pnpEnableInlining: false` in .yarnrc.yml and run `yarn install`, which writes the way as data for the command; or set `nodeLinker: node-modules` and run `yarn install`; then run again.",
        place: "auth.ts:2",
      },
    ]);
  });

  test("the same with the data beside it, which only the command reads", () => {
    expect(problemsOf({ "auth.ts": text, ".pnp.cjs": "", ".pnp.data.json": "{}" })).toEqual([
      {
        message:
          "next-auth is in an archive of Yarn's Plug'n'Play, which only the command reads, run in the project: do that, or set `nodeLinker: node-modules` in .yarnrc.yml and run `yarn install`.",
        place: "auth.ts:2",
      },
    ]);
  });

  test("each of two libraries that are missing is reported", () => {
    const express = 'import { ExpressAuth } from "@auth/express";\nExpressAuth({});';
    expect(problemsOf({ "a.ts": text, "b.ts": express })).toEqual([
      {
        message: "next-auth is not installed; install the project's dependencies and run again.",
        place: "a.ts:2",
      },
      {
        message: "@auth/express is not installed; install the project's dependencies and run again.",
        place: "b.ts:2",
      },
    ]);
  });
});

describe("the callbacks of a config", () => {
  const of = (...properties: string[]): Record<string, string> => {
    const { session, jwt, signIn } = configOf(typed(...properties));
    return { session: textOf(session), jwt: textOf(jwt), signIn: textOf(signIn) };
  };

  test.each<[name: string, property: string, session: string, others: string]>([
    ["none", "providers: []", "absent", "absent"],
    ["one of them", "callbacks: { session: () => 1 }", "() => 1", "absent"],
    ["unknown ones", "callbacks: some", "open: some", "open: some"],
    ["one that cannot be followed", "callbacks: { session: some }", "open: some", "absent"],
    ["some that may come in with a spread", "callbacks: { ...some, session() {} }", "session() {}", "open: ...some"],
    ["all that may come in with a spread", "...some", "open: ...some", "open: ...some"],
  ])("what is seen of them: %s", (_, property, session, others) => {
    expect(of(property)).toEqual({ session, jwt: others, signIn: others });
  });

  test("their functions are known", () => {
    const config = configOf(typed("callbacks: { session: () => 1, jwt: () => 2, signIn: () => 3 }"));
    expect(callbackFunctions(config).map((node) => node.getText())).toEqual(["() => 1", "() => 2"]);
    expect(callbackFunctions(configOf(typed("callbacks: { session: some }")))).toEqual([]);
  });

  test("each callback has its own place", () => {
    expect(of("callbacks: { jwt: () => 1, session: () => 2, signIn: () => 3 }")).toEqual({
      jwt: "() => 1",
      session: "() => 2",
      signIn: "() => 3",
    });
  });

  describe("callbacks that a later statement may replace:", () => {
    const after = (statement: string): string[] => {
      const { session, jwt } = configOf(
        `${typed("callbacks: { session: () => 1, jwt: () => 2 }", "events: {}")}const other: any = {};\n${statement}\n`,
      );
      return [textOf(session), textOf(jwt)];
    };
    const put = (statement: string): string => `open: ${statement}`;

    test.each<[statement: string, session: boolean, jwt: boolean]>([
      ["authOptions.callbacks = some", true, true],
      ["authOptions!.callbacks = some", true, true],
      ["authOptions.callbacks!.session = some", true, false],
      ["authOptions.callbacks!.jwt = some", false, true],
      ["(authOptions.callbacks as any).session = some", true, false],
      ["(authOptions.callbacks!.session as any) = some", true, false],
      ["authOptions.callbacks!.signIn = some", false, false],
      ["authOptions.events!.session = some", false, false],
      ["authOptions.events = some", false, false],
      ["authOptions.session = some", false, false],
      ["other.callbacks = some", false, false],
      ["other.callbacks.session = some", false, false],
      ["some = authOptions.callbacks", false, false],
      ["some(authOptions.callbacks!.session === some)", false, false],
      ["some(authOptions.callbacks?.session ?? some)", false, false],
    ])("%s", (statement, session, jwt) => {
      expect(after(`${statement};`)).toEqual([session ? put(statement) : "() => 1", jwt ? put(statement) : "() => 2"]);
    });

    test("an assignment to another name leaves them", () => {
      expect(after("session = some;")).toEqual(["() => 1", "() => 2"]);
    });
  });
});

describe("a config that another one spreads", () => {
  const both = (base: readonly string[], whole: readonly string[]): string[] =>
    placesOf(
      configsIn({
        "edge.ts": `import type { AuthOptions } from "next-auth";
declare const some: any;
export const edge = {
${base.map((property) => `  ${property},\n`).join("")}} satisfies AuthOptions;
`,
        "auth.ts": `import NextAuth from "next-auth";
import { edge } from "./edge";
declare const some: any;
NextAuth({
${whole.map((property) => `  ${property},\n`).join("")}});
`,
        ...nextAuth4,
      }),
    );
  const alone = ["auth.ts:4"];
  const each = ["edge.ts:3", "auth.ts:4"];

  test.each<[name: string, base: string[], whole: string[], expected: string[]]>([
    ["is a part of the other", ["callbacks: { session: () => 1, jwt: () => 2 }"], ["...edge"], alone],
    [
      "is a part without callbacks of its own",
      ["providers: []"],
      ["...edge", "callbacks: { session: () => 1 }"],
      alone,
    ],
    [
      "is a part with callbacks that the other keeps",
      ["callbacks: { session: () => 1 }"],
      ["...edge", "callbacks: { ...edge.callbacks, jwt: () => 2 }"],
      alone,
    ],
    [
      "is one of its own where its session callback is replaced",
      ["callbacks: { session: () => 1 }"],
      ["...edge", "callbacks: { session: () => 2 }"],
      each,
    ],
    [
      "is one of its own where its jwt callback is replaced",
      ["callbacks: { jwt: () => 1 }"],
      ["...edge", "callbacks: { jwt: () => 2 }"],
      each,
    ],
    [
      "is one of its own where its callback is left out",
      ["callbacks: { session: () => 1 }"],
      ["...edge", "callbacks: {}"],
      each,
    ],
    [
      "is one of its own where its callback cannot be seen",
      ["callbacks: { session: some }"],
      ["...edge", "callbacks: { session: () => 1 }"],
      each,
    ],
    [
      "is one of its own where its callback may be replaced",
      ["callbacks: { session: () => 1 }"],
      ["...edge", "callbacks: { session: some }"],
      each,
    ],
    [
      "is one of its own where neither can be seen",
      ["callbacks: { session: some }"],
      ["...edge", "callbacks: { session: some }"],
      each,
    ],
    [
      "is one of its own under another strategy",
      ["callbacks: { session: () => 1 }"],
      ["...edge", "adapter: some as object"],
      each,
    ],
    [
      "is one of its own where only a part of it is taken",
      ["callbacks: { session: () => 1 }"],
      ["callbacks: edge.callbacks"],
      each,
    ],
    ["is one of its own where it is a part of a part", ["providers: []"], ["pages: { ...edge }"], each],
  ])("it %s", (_, base, whole, expected) => {
    expect(both(base, whole).sort()).toEqual([...expected].sort());
  });

  test("it is a part of the other by way of a third as well", () => {
    const text = `import NextAuth, { type AuthOptions } from "next-auth";
const base: AuthOptions = {};
const middle = { ...base };
NextAuth({ ...middle });
`;
    expect(placesOf(configsIn({ "auth.ts": text, ...nextAuth4 }))).toEqual(["auth.ts:4"]);
  });
});

describe("a config in JavaScript, found or not:", () => {
  const auth = 'import NextAuth from "next-auth";\nNextAuth({});\n';
  const allowJs = { allowJs: true };
  const checkJs = { allowJs: true, checkJs: true };
  const reader = "export const session = {};\n";

  test.each<[name: string, files: Files, options: ts.CompilerOptions, isFound: boolean]>([
    ["checked by the tsconfig", { "auth.js": auth }, checkJs, true],
    ["not checked", { "auth.js": auth }, allowJs, false],
    ["checked by a comment", { "auth.js": `// @ts-check\n${auth}` }, allowJs, true],
    ["exempt by a comment", { "auth.js": `// @ts-nocheck\n${auth}` }, checkJs, false],
    ["the last comment decides", { "auth.js": `// @ts-nocheck\n// @ts-check\n${auth}` }, allowJs, true],
    ["the last comment decides otherwise", { "auth.js": `// @ts-check\n// @ts-nocheck\n${auth}` }, checkJs, false],
    ["a comment that comes too late", { "auth.js": `// Sign-in.\n${auth}// @ts-check\n` }, allowJs, false],
    ["a comment that is a longer word", { "auth.js": `// @ts-checked\n${auth}` }, allowJs, false],
    ["a reader in TypeScript", { "auth.js": auth, "page.ts": reader }, allowJs, true],
    ["a reader in unchecked JavaScript", { "auth.js": auth, "page.js": reader }, allowJs, false],
    ["a declaration file", { "auth.js": auth, "page.d.ts": "export declare const session: {};\n" }, allowJs, false],
    ["a reader in a dependency", { "auth.js": auth, "node_modules/x/page.ts": reader }, allowJs, false],
    ["TypeScript that reads no session", { "auth.js": auth, "sum.ts": "export const sum = 1 + 1;\n" }, allowJs, false],
    ["TypeScript", { "auth.ts": auth }, {}, true],
  ])("%s", (_, files, options, isFound) => {
    expect(configsIn({ ...files, ...nextAuth4 }, options)).toHaveLength(isFound ? 1 : 0);
  });

  test("a JSDoc type marks a config as a type does", () => {
    const text = '/** @type {import("next-auth").AuthOptions} */\nexport const authOptions = {};\n';
    expect(placesOf(configsIn({ "auth.js": text, ...nextAuth4 }, checkJs))).toEqual(["auth.js:2"]);
  });
});

describe("what a config says beside its callbacks:", () => {
  test.each<[name: string, property: string, mintsTokens: boolean]>([
    ["nothing", "providers: []", false],
    ["how long a token lasts", "jwt: { maxAge: 60 }", false],
    ["encode", "jwt: { encode: () => 1 }", true],
    ["decode", "jwt: { maxAge: 60, decode: some }", true],
    ["something unknown", "jwt: some", true],
    ["something unknown, in part", "jwt: { ...some }", true],
    ["something that may come in with a spread", "...some", true],
    ["a function", "jwt() {}", true],
  ])("about its tokens: %s", (_, property, mintsTokens) => {
    expect(configOf(typed(property)).mintsTokens).toBe(mintsTokens);
  });

  test.each<[properties: string[], strategy: string, hasDefault: boolean, hasAdapter: boolean]>([
    [['session: { strategy: "jwt" }'], "jwt", false, false],
    [['session: { strategy: "database" }'], "database", false, false],
    [["session: { strategy: `database` }"], "database", false, false],
    [['session: { strategy: "cookie" }'], "unknown", false, false],
    [["session: { strategy: database }"], "unknown", false, false],
    [["session: { strategy: some }"], "unknown", false, false],
    [["session: { ...some }"], "unknown", false, false],
    [["session: some"], "unknown", false, false],
    [["session: { maxAge: 60 }"], "jwt", true, false],
    [["providers: []"], "jwt", true, false],
    [["...some"], "unknown", false, true],
    [["adapter: some as object"], "database", true, true],
    [["adapter: some as object", "session: { maxAge: 60 }"], "database", true, true],
    [["adapter: some as object", 'session: { strategy: "jwt" }'], "jwt", false, true],
    [["adapter: enabled ? undefined : some as object"], "unknown", true, true],
    [["adapter() {}"], "unknown", true, true],
    [["...some", "session: {}"], "unknown", true, true],
  ])("about its strategy: %s", (properties, strategy, hasDefault, hasAdapter) => {
    const config = configOf(typed(...properties));
    expect([config.strategy, config.hasDefaultStrategy, config.hasAdapter]).toEqual([strategy, hasDefault, hasAdapter]);
  });
});
