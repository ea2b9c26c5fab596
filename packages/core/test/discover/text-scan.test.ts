import { describe, expect, test } from "vitest";
import {
  mayAugment,
  mayHoldAuth,
  mayDependOnOneOf,
  mayReadOneOf,
  mayReadSession,
  mayDependOnTokenField,
} from "../../src/discover/text-scan.js";

// The names are not the library's own: those alone are a reason to look into a file.
describe("a file's text decides whether it may hold a config or an augmentation", () => {
  test.each([
    'import handler from "next-auth";',
    "import handler from 'next-auth';",
    'import handler from "next-auth/next";',
    'import $auth_2 from "next-auth";',
    'import handler, { getServerSession } from "next-auth";',
    'import handler, {\n  getServerSession,\n} from "next-auth";',
    'import {\n  default as handler,\n  getServerSession,\n} from "next-auth";',
    'import * as handler from "next-auth";',
    'import importMap from "next-auth";',
    'import handler from /* the library */ "next-auth";',
    'export { default } from "next-auth";',
    'import handler, { "next-auth" as name } from "next-auth";',
    'import /* of "next-auth" */ handler from "next-auth";',
    'import { Session } from "next-auth"\nimport handler from "next-auth"',
    'export * from "next-auth/jwt"\nexport { default as handler } from "next-auth"',
    `import handler, { ${"getServerSession, ".repeat(200)} } from "next-auth";`,
    'const { default: handler } = require("next-auth");',
    'const { default: handler } = await import("next-auth");',
    'import type { NextAuthOptions } from "next-auth";',
    'import type { AuthOptions } from "next-auth";',
    '/** @type {import("next-auth").AuthOptions} */',
    'import { SvelteKitAuth } from "@auth/sveltekit";',
    'import { Auth } from "@auth/core";',
    'import { ExpressAuth } from "@auth/express";',
    'import { QwikAuth$ } from "@auth/qwik";',
    'import { SolidAuth } from "@auth/solid-start";',
    'import { getSession, type ExpressAuthConfig } from "@auth/express";',
    'import { NuxtAuthHandler } from "#auth";',
    "export default NuxtAuthHandler({ providers: [] });",
    'declare module "next-auth" {}',
    'declare module "next-auth/jwt" {}',
    'import { getToken } from "next-auth/jwt";',
    'import "@auth/core/jwt";',
  ])("it may hold one: %s", (text) => {
    expect(mayHoldAuth(text)).toBe(true);
  });

  test.each([
    "",
    "export const sum = 1 + 1;",
    'import { getServerSession } from "next-auth";',
    'import { getServerSession } from "next-auth/next";',
    'import type handler from "next-auth";',
    'import { useSession } from "next-auth/react";',
    'import { getSession } from "@auth/express";',
    'import handler from "./next-auth";',
    'import { AuthOptions } from "./options";',
    'const options = require("./options");',
    "// next-auth",
    'import { getServerSession } from "next-auth";\nexport default function Page() {}',
    "export const isMissing = (value: unknown) => value === undefined;",
  ])("it cannot hold one: %s", (text) => {
    expect(mayHoldAuth(text)).toBe(false);
  });
});

describe("the scan of 80,000 lines without semicolons takes linear CPU time", () => {
  const lines = (line: string): string => `export const path = "next-auth/adapters"\n${`${line}\n`.repeat(80_000)}`;
  test.each([
    "export { default as Button } from './button'",
    "import a, { from",
    "import * as a from '@auth/core/adapters'",
    "declare module 'a",
    "export { default as",
    "import                    ",
    "from 'next-auth'",
  ])("the lines are: %s", (line) => {
    const text = lines(line);
    const { user } = process.cpuUsage();
    mayHoldAuth(text);
    // Work that grows with the square of the length takes minutes.
    expect(process.cpuUsage({ user, system: 0 }).user / 1e6).toBeLessThan(3);
  });
});

describe("a file's text decides whether it may augment a library's interfaces:", () => {
  test.each<[text: string, expected: boolean]>([
    ['declare module "next-auth" {}', true],
    ["declare module 'next-auth/jwt' {}", true],
    ['declare  module "@auth/core/types" {}', true],
    ['declare module "../node_modules/next-auth" {}', true],
    ['declare module "*.svg";', false],
    ['// declare module\nimport "next-auth";', false],
    ['import "next-auth";', false],
  ])("%s", (text, expected) => {
    expect(mayAugment(text)).toBe(expected);
  });
});

describe("a file's text decides whether it may read a session or a token:", () => {
  test.each<[text: string, expected: boolean]>([
    ["const { data } = useSession();", true],
    ["token.id", true],
    ["await auth()", true],
    ["export const sum = 1 + 1;", false],
  ])("%s", (text, expected) => {
    expect(mayReadSession(text)).toBe(expected);
  });
});

describe("a file's text decides whether it holds a field's name", () => {
  test.each<[text: string, expected: boolean]>([
    ["token.id", true],
    ["token.id;", true],
    ['token["id"]', true],
    ["id", true],
    ["id = token", true],
    ["token\nid", true],
    ["const { id } = token", true],
    ["const {id:userId}=token", true],
    ["token.provide, token.id", true],
    ["token.ididid ?? token?.id", true],
    ["token.\u{1f511}id", true],
    ["token.provide", false],
    ["token.identity", false],
    ["token.void", false],
    ["token.$id", false],
    ["token.id$", false],
    ["token._id", false],
    ["token.id_", false],
    ["token.id2", false],
    ["token.2id", false],
    ["token.\u00e9id", false],
    ["token.id\u00e9", false],
    ["token.ID", false],
    ["token", false],
    ["", false],
  ])("the name of a field of a token or a session: %j", (text, expected) => {
    // Where the text names neither, nothing else counts.
    const whole = `${text} /* token */`;
    expect(mayReadOneOf(whole, ["id"])).toBe(expected);
    expect(mayDependOnTokenField(whole, ["id"])).toBe(expected);
  });

  test.each<[text: string, ofEither: boolean, ofToken: boolean]>([
    ["id", false, false],
    ["row.id", false, false],
    ["session.id", true, false],
    ["useSession().id", true, false],
    ["auth().id", true, false],
    ["SESSION.id", true, false],
    ["token.id", true, true],
    ["getToken().id", true, true],
    ["TOKEN.id", true, true],
    ["jwt.id", false, true],
    ["JWT.id", false, true],
    ["declare const jwt: JWT; // session\njwt.id", true, true],
  ])("the name counts if the text names what holds it: %j", (text, ofEither, ofToken) => {
    expect(mayReadOneOf(text, ["id"])).toBe(ofEither);
    expect(mayDependOnTokenField(text, ["id"])).toBe(ofToken);
  });

  test.each<[names: readonly string[], expected: boolean]>([
    [[], false],
    [["plan"], false],
    [["plan", "role"], true],
    [["role"], true],
    [["user"], true],
    [["$role"], false],
    [["$plan"], true],
  ])("the name counts if it is one of them: %j", (names, expected) => {
    const text = "session.user.role ?? token.$plan";
    expect(mayReadOneOf(text, names)).toBe(expected);
    expect(mayDependOnTokenField(text, names)).toBe(expected);
  });

  test("the name is not taken for a pattern", () => {
    expect(mayReadOneOf("session.planet", ["plan."])).toBe(false);
    expect(mayReadOneOf('session["a.b"]', ["a.b"])).toBe(true);
    expect(mayDependOnTokenField('token["(a"]', ["(a"])).toBe(true);
  });

  test("the name counts if it is no identifier and may be written otherwise", () => {
    expect(mayReadOneOf("session.user[KEY]", ["a.b"])).toBe(true);
    expect(mayReadOneOf("const { 'a\\u002eb': all } = session;", ["a.b"])).toBe(true);
    expect(mayReadOneOf("session.user.role", ["a.b"])).toBe(false);
    expect(mayReadOneOf("session.user[KEY]", ["plan"])).toBe(false);
    expect(mayDependOnTokenField('token[""]', [""])).toBe(true);
  });

  test.each<[text: string, expected: boolean]>([
    ["session.user[key]", true],
    ["session.user[keyOf()]", true],
    ["session.user?.[key]", true],
    ["load(session)[key]", true],
    ["session.users[0][key]", true],
    ["session.user![key]", true],
    ["type Key = keyof Session", true],
    ["type One = Session[Key]", true],
    ["const made: Session = { ...row }", true],
    ["const made: Session = row", false],
    ["const copy = { ...session }", false],
    ['session.user["role"]', false],
    ["session.user?.['role']", false],
    ["session.users[0]", false],
    ["const names: string[] = session.names", false],
    ["type Name = Session['names'][number]", false],
    ["const [first] = session.names", false],
    ["row[key]", false],
  ])("a field may be reached by a computed name: %j", (text, expected) => {
    expect(mayDependOnOneOf(text, ["plan"])).toBe(expected);
    expect(mayDependOnOneOf(text, [])).toBe(false);
    expect(mayDependOnTokenField(text.replaceAll("Session", "JWT").replaceAll("session", "jwt"), ["plan"])).toBe(
      expected,
    );
  });
});

describe("the CPU time of a scan", () => {
  const lines = 20_000;
  /** Without a semicolon anywhere: nothing but the words themselves tells where an import ends. */
  const barrels: readonly (readonly [name: string, text: string])[] = [
    ["a barrel", 'export * from "./a"\n'.repeat(lines)],
    ["a barrel of the library", 'export { getServerSession } from "next-auth"\n'.repeat(lines)],
    ["type imports of the library", 'import type { Session } from "next-auth"\n'.repeat(lines)],
    [
      "a barrel with the library at its end",
      `${'export { a } from "./a"\n'.repeat(lines)}import { a } from "next-auth"`,
    ],
    ["names of the library", '"next-auth" '.repeat(lines)],
    ["the library after many words", `${"import ".repeat(lines)}"next-auth"`],
    ["beginnings of modules", `${'module "'.repeat(lines)} next-auth`],
    ["a module after many blanks", `next-auth module${" ".repeat(lines * 5)}x`],
    ["many blank lines", `next-auth${"\n".repeat(lines * 5)}"next-auth"`],
    ["words after from", `${"from ".repeat(lines)}"next-auth"`],
    ["calls", `${"require( ".repeat(lines)}"next-auth"`],
  ];

  test.each(barrels)("the scan of %s with 20,000 lines takes less than 100 ms of the processor", (_, text) => {
    const scan = (): void => {
      mayHoldAuth(text);
      mayAugment(text);
      mayReadSession(text);
      mayReadOneOf(text, ["plan", "a.b"]);
      mayDependOnOneOf(text, ["plan", "a.b"]);
      mayDependOnTokenField(text, ["plan", "a.b"]);
    };
    // The fastest of some, since what is measured includes whatever the machine does beside.
    const times = Array.from({ length: 3 }, () => {
      const before = process.cpuUsage();
      scan();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    expect(Math.min(...times)).toBeLessThan(100);
  });
});
