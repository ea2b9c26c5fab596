import { describe, expect, test } from "vitest";
import { project, type Project } from "../support/project.js";

/** The part of Express's types that says what `res.locals` is. */
const express = `declare global {
  namespace Express {
    interface Locals {}
  }
}
export interface Locals extends Express.Locals {}
export interface Request { headers: Record<string, string | undefined> }
export interface Response<Body = any, LocalsObj extends Record<string, any> = Record<string, any>> {
  locals: LocalsObj & Locals;
  json(body: Body): void;
}
export type NextFunction = () => void;
`;
/** As it was before `Express.Locals`. */
const olderExpress = express.replace("LocalsObj & Locals", "LocalsObj");

const auth = `import { getServerSession, type NextAuthOptions } from "next-auth";
export const options: NextAuthOptions = {
  providers: [],
  callbacks: { session: ({ session }) => session },
};
export const getSession = () => getServerSession(options);
`;

/** A middleware with these lines. */
const middleware = (...lines: readonly string[]): string =>
  `import type { Session } from "next-auth";
import type { NextFunction, Request, Response } from "express";
import { getSession } from "./auth";
export async function withSession(_: Request, res: Response, next: NextFunction): Promise<void> {
${lines.map((line) => `  ${line}\n`).join("")}  next();
}
export type { Session };
`;
const plain = middleware("res.locals.session = await getSession();");
/** A handler with these lines. */
const handler = (...lines: readonly string[]): string =>
  `import type { Session } from "next-auth";
import type { Request, Response } from "express";
export function handle(_: Request, res: Response): void {
${lines.map((line) => `  ${line}\n`).join("")}}
export type { Session };
`;
const reads = handler("res.json(res.locals.session?.user?.name);");

const types = "node_modules/@types/express/index.d.ts";
const made = (files: Readonly<Record<string, string>>): Project =>
  project(
    { [types]: express, "auth.ts": auth, "middleware.ts": plain, "handler.ts": reads, ...files },
    { analyze: { reads: true } },
  );

const pasted = (member: string): string => `import type { Session } from "next-auth";

declare global {
  namespace Express {
    interface Locals {
      ${member};
    }
  }
}
`;
const orNull = pasted("session?: Session | null");

describe("readers of `res.locals` get any, and learn what to declare", () => {
  test.each<[what: string, files: Record<string, string>, text: string, reads: readonly string[]]>([
    ["of what a middleware assigns", {}, orNull, ["handler.ts:4"]],
    [
      "where they take it out of the object",
      { "handler.ts": handler("const { session } = res.locals;", "res.json(session?.user?.name);") },
      orNull,
      ["handler.ts:4"],
    ],
    [
      "where they give it another name",
      { "handler.ts": handler("const { session: mine } = res.locals;", "res.json(mine?.user?.name);") },
      orNull,
      ["handler.ts:4"],
    ],
    [
      "where it is assigned unless it is there",
      { "middleware.ts": middleware("res.locals.session = res.locals.session ?? (await getSession());") },
      orNull,
      ["handler.ts:4"],
    ],
    [
      "where it is filled by ??=",
      { "middleware.ts": middleware("res.locals.session ??= await getSession();") },
      orNull,
      ["handler.ts:4"],
    ],
    [
      "where a constant holds what is there or is asked for",
      {
        "middleware.ts": middleware(
          "const session = res.locals.session ?? (await getSession());",
          "res.locals.session = session;",
        ),
      },
      orNull,
      ["handler.ts:4"],
    ],
    [
      "without null where a request without a session does not pass",
      {
        "middleware.ts": middleware(
          "const session = await getSession();",
          "if (!session) return;",
          "res.locals.session = session;",
        ),
      },
      pasted("session?: Session"),
      ["handler.ts:4"],
    ],
    [
      "with null where another place assigns it",
      {
        "middleware.ts": middleware(
          "res.locals.session = null;",
          "const session = await getSession();",
          "if (session) res.locals.session = session;",
        ),
      },
      orNull,
      ["handler.ts:4"],
    ],
    [
      "under another name, written in brackets",
      {
        "middleware.ts": middleware('res.locals["auth-session"] = await getSession();'),
        "handler.ts": handler('res.json(res.locals["auth-session"]?.user?.name);'),
      },
      pasted('"auth-session"?: Session | null'),
      ["handler.ts:4"],
    ],
    [
      "beside what is declared of other properties",
      { "locals.d.ts": "declare namespace Express {\n  interface Locals {\n    requestId: string;\n  }\n}\n" },
      orNull,
      ["handler.ts:4"],
    ],
  ])("the advice gives the type %s", (_, files, text, where) => {
    const given = made(files);
    const { advice } = given.analysis();
    expect(advice.map((one) => [one.text, one.reads.map(({ file, line }) => `${file}:${line}`)])).toEqual([
      [text, where],
    ]);
    expect(advice[0]?.message).toContain("its readers are given `any`");
    // It takes effect, and brings no error to readers who ask whether it is there.
    const after = made({ ...files, "express.d.ts": text });
    expect([given.errors(), after.errors()]).toEqual([[], []]);
    expect(after.analysis().advice).toEqual([]);
  });

  test("the advice names the place for the declaration", () => {
    expect(made({}).analysis().advice[0]).toMatchObject({
      file: "middleware.ts",
      line: 5,
      message:
        "`res.locals.session` holds the session, but its readers are given `any`: Express does not know what a middleware puts there. Declare it, for example in `express.d.ts`; a reader who does not ask whether it is there gets an error then.",
    });
    const taken = made({ "express.d.ts": "export {};\n" });
    expect(taken.analysis().advice[0]?.message).toContain("Declare it, for example in a file of the project;");
  });

  test("the advice is no fix, as a reader without a test would get an error", () => {
    const files = { "handler.ts": handler("res.json(res.locals.session.user.name);") };
    const given = made(files);
    expect(given.errors()).toEqual([]);
    expect(given.analysis().diagnostics).toEqual([]);
    expect(made({ ...files, "express.d.ts": orNull }).errors()).not.toEqual([]);
  });
});

describe("`res.locals` gets no advice", () => {
  test.each<[when: string, files: Record<string, string>]>([
    ["where nobody reads it", { "handler.ts": handler("res.json(1);") }],
    [
      "where only who fills it looks whether it is there",
      {
        "middleware.ts": middleware("res.locals.session = res.locals.session ?? (await getSession());"),
        "handler.ts": handler("res.json(1);"),
      },
    ],
    ["where nobody assigns it", { "middleware.ts": middleware("await getSession();") }],
    ["where it is declared", { "express.d.ts": orNull }],
    [
      "where the handler's own type says it",
      {
        "middleware.ts": plain.replace("res: Response,", "res: Response<any, { session: Session | null }>,"),
        "handler.ts": reads.replace("res: Response)", "res: Response<any, { session: Session | null }>)"),
      },
    ],
    [
      "where the readers say themselves what they take it for, by a cast",
      { "handler.ts": handler("res.json((res.locals.session as Session | null)?.user?.name);") },
    ],
    [
      "where they say so by the type of a variable",
      {
        "handler.ts": handler("const session: Session | null = res.locals.session;", "res.json(session?.user?.name);"),
      },
    ],
    ["where something else is assigned", { "middleware.ts": middleware("res.locals.session = { id: 1 };") }],
    [
      "where something else is assigned as well",
      { "middleware.ts": middleware("res.locals.session = await getSession();", "res.locals.session = { id: 1 };") },
    ],
    [
      "where nobody knows what is assigned as well",
      {
        "middleware.ts": middleware(
          "res.locals.session = await getSession();",
          'res.locals.session = JSON.parse("{}");',
        ),
      },
    ],
    [
      "where a part of a pattern assigns it as well",
      {
        "middleware.ts": middleware(
          "res.locals.session = await getSession();",
          "({ session: res.locals.session } = { session: 1 });",
        ),
      },
    ],
    [
      "where it is assigned unless something else is there",
      {
        "middleware.ts": middleware(
          "const given = _.headers.given ? { id: 1 } : undefined;",
          "res.locals.session = given ?? (await getSession());",
        ),
      },
    ],
    [
      "where it is assigned unless another property is there",
      { "middleware.ts": middleware("res.locals.session = res.locals.guest ?? (await getSession());") },
    ],
    [
      "where it is replaced if it is there",
      { "middleware.ts": middleware("res.locals.session = res.locals.session && (await getSession());") },
    ],
    ["where only nothing is assigned", { "middleware.ts": middleware("res.locals.session = null;") }],
    ["where Express has no type for it to declare", { [types]: olderExpress }],
    [
      "of an object of that name that is not Express's",
      {
        "middleware.ts": plain.replace("res: Response,", "res: { locals: Record<string, any> },"),
        "handler.ts": reads.replace(
          "res: Response)",
          "res: { locals: Record<string, any>; json(body: unknown): void })",
        ),
      },
    ],
  ])("there is no advice %s", (_, files) => {
    const given = made(files);
    expect(given.errors()).toEqual([]);
    expect(given.analysis().advice).toEqual([]);
  });

  test("there is no advice unless the reads are asked for", () => {
    const files = { [types]: express, "auth.ts": auth, "middleware.ts": plain, "handler.ts": reads };
    expect(project(files).analysis().advice).toEqual([]);
  });
});
