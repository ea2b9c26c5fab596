import { describe, expect, test } from "vitest";
import { mayAugment, mayHoldAuth, mayReadSession } from "../../src/discover/text-scan.js";

// The names are not the library's own: those alone are a reason to look into a file.
describe("whether a file may hold a config or an augmentation", () => {
  test.each([
    'import handler from "next-auth";',
    "import handler from 'next-auth';",
    'import handler from "next-auth/next";',
    'import $auth_2 from "next-auth";',
    'import handler, { getServerSession } from "next-auth";',
    'import handler, {\n  getServerSession,\n} from "next-auth";',
    'import {\n  default as handler,\n  getServerSession,\n} from "next-auth";',
    'import * as handler from "next-auth";',
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
  ])("yes: %s", (text) => {
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
  ])("no: %s", (text) => {
    expect(mayHoldAuth(text)).toBe(false);
  });
});

describe("whether a file may augment a library's interfaces", () => {
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

describe("whether a file may read a session or a token", () => {
  test.each<[text: string, expected: boolean]>([
    ["const { data } = useSession();", true],
    ["token.id", true],
    ["await auth()", true],
    ["export const sum = 1 + 1;", false],
  ])("%s", (text, expected) => {
    expect(mayReadSession(text)).toBe(expected);
  });
});
