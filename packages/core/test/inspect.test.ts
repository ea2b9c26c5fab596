import ts from "typescript";
import { describe, expect, test } from "vitest";
import { inspect, type Diagnostic, type Inspection } from "../src/index.js";
import { authFile, helpers } from "./support/auth-file.js";
import { augmentation } from "./support/augmentation.js";
import { newErrors } from "./support/new-errors.js";
import { project } from "./support/project.js";

const auth = authFile({
  jwt: 'jwt({ token }) { token.plan = "free"; token.seats = 5; return token; }',
  session: "session({ session, token }) { session.plan = token.plan; session.note = 1; return session; }",
});

function about(found: readonly Diagnostic[], path: string): Diagnostic[] {
  return found.filter(({ field, rule }) => field?.path === path && rule === "no-undeclared-field");
}

describe("the fix of named findings", () => {
  const inspection = inspect(project({ "auth.ts": auth, "helpers.ts": helpers }).workspace());

  test("a field is fixed together with what feeds it and nothing else", () => {
    const { diagnostics, fix } = inspection.proven({ findings: about(inspection.found(), "plan") });
    expect(fix.changes.map(({ after }) => after)).toEqual([
      augmentation({ session: ["plan: string"], token: ["plan: string"] }),
    ]);
    expect(diagnostics.map(({ rule, field, fixable }) => `${rule} ${field?.path ?? ""} ${String(fixable)}`)).toEqual([
      "no-untyped-token plan true",
      "no-undeclared-field plan true",
    ]);
  });

  test("a field that nothing feeds is fixed alone", () => {
    const { fix } = inspection.proven({ findings: about(inspection.found(), "note") });
    expect(fix.changes.map(({ after }) => after)).toEqual([augmentation({ session: ["note: number"] })]);
  });

  test("everything is fixed if nothing is named", () => {
    expect(inspection.proven().fix.fixed.map(({ field }) => field?.path)).toEqual(["plan", "seats", "plan", "note"]);
  });
});

test("a new file is needed if no file of the project declares the interface", () => {
  const needsFile = (files: Readonly<Record<string, string>>): string[] => {
    const inspection = inspect(project({ "auth.ts": auth, "helpers.ts": helpers, ...files }).workspace());
    const needing = inspection.found().filter((one) => inspection.needsNewFile([one]));
    return needing.map(({ field }) => `${field?.interface ?? ""}.${field?.path ?? ""}`);
  };
  expect(needsFile({})).toEqual(["JWT.plan", "JWT.seats", "Session.plan", "Session.note"]);
  // A block for the token can be added to the file of the session's.
  expect(needsFile({ "types.d.ts": augmentation({ session: ["other?: string"] }) })).toEqual([]);
  expect(inspect(project({ "sum.ts": "export const sum = 1;\n" }).workspace()).needsNewFile([])).toBe(false);
});

describe("the fix of findings that are alike in two files", () => {
  const unused = "// typed-session-disable-next-line no-undeclared-field\nexport const one = 1;\n";
  const made = project({ "auth.ts": auth, "helpers.ts": helpers, "a.ts": unused, "b.ts": unused });
  const inspection = inspect(made.workspace());

  test("only the finding of the named file is fixed", () => {
    const wanted = inspection.found().filter(({ rule, file }) => rule === "no-unused-directive" && file === "a.ts");
    const { changes } = inspection.proven({ findings: wanted }).fix;
    expect(changes.map(({ fileName, after }) => [fileName.split("/").at(-1), after])).toEqual([
      ["a.ts", "export const one = 1;\n"],
    ]);
  });

  test("the files of the callbacks are named", () => {
    expect(inspection.callbackFiles).toEqual(["auth.ts"]);
  });
});

describe("the files in which the proof looks for errors", () => {
  const reader =
    'import type { Session } from "next-auth";\n\ninterface Mine extends Session {\n  note: string;\n}\n\nexport type { Mine };\n';
  const made = project({ "auth.ts": auth, "helpers.ts": helpers, "reader.ts": reader });
  const inspection = inspect(made.workspace());
  const fixes = (isConcerned?: (name: string) => boolean): string[] =>
    inspection
      .proven({
        findings: about(inspection.found(), "note"),
        ...(isConcerned && { isConcerned: ({ fileName }: { fileName: string }) => isConcerned(fileName) }),
      })
      .fix.changes.map(({ after = "" }) => after);

  test("the proof looks everywhere, so that no declaration breaks a reader", () => {
    expect(fixes()).toEqual([]);
  });

  test("the proof looks where the caller says", () => {
    expect(fixes((name) => !name.endsWith("/reader.ts"))).toEqual([augmentation({ session: ["note: number"] })]);
  });
});

test("a cast that is needed is not found", () => {
  const needed = authFile({ session: "session({ session }) { (session.expires as any) = 5; return session; }" });
  const found = inspect(project({ "auth.ts": needed, "helpers.ts": helpers }).workspace()).found();
  expect(found.filter(({ rule }) => rule === "no-callback-cast")).toEqual([]);
});

test("a cast in a reader is found beside an error of that file", () => {
  const page =
    'import type { Session } from "next-auth";\n\nexport const of = (session: Session) => [session.nobody, (session as any).note];\n';
  const workspace = project({ "auth.ts": auth, "helpers.ts": helpers, "page.ts": page }).workspace();
  const inspection = inspect(workspace, { rules: { "no-reader-cast": "warn" } });
  const casts = (found: readonly Diagnostic[]): string[] =>
    found.flatMap(({ rule, file, line, column }) => (rule === "no-reader-cast" ? `${file}:${line}:${column}` : []));
  expect(casts(inspection.found())).toEqual(["page.ts:3:59"]);
  expect(casts(inspection.proven().diagnostics)).toEqual(["page.ts:3:59"]);
});

test.each([
  { field: "token.plan", reader: "export function read(jwt: JWT) { jwt[keyOf()] = jwt.email; }" },
  { field: "token.plan", reader: "export function read(jwt: JWT) { const of = jwt[keyOf()]; of.anything(); }" },
  {
    field: "session.plan",
    reader: 'export const read = (session: Session): "none" => session[keyOf() as keyof Session];',
  },
  { field: "session.plan", reader: "export const read = (session: Session): Session => ({ ...session, ...row });" },
])("where a fix of $field would break $reader, no part of the proof offers it", (one) => {
  const keyOf = 'export declare function keyOf(): "plan";\nexport declare const row: { plan: number };\n';
  const imports = 'import type { Session } from "next-auth";\nimport type { JWT } from "next-auth/jwt";\n';
  const made = project({
    "auth.ts": authFile({
      jwt: 'jwt({ token }) { return { ...token, plan: "free" }; }',
      session: 'session({ session }) { return { ...session, plan: "free" }; }',
    }),
    "helpers.ts": helpers,
    "keys.ts": keyOf,
    "reader.ts": `${imports}import { keyOf, row } from "./keys";\n${one.reader}\nexport type Used = [Session, JWT, typeof keyOf, typeof row];\n`,
  });
  const offered = (found: readonly Diagnostic[]): string[] =>
    found.flatMap(({ rule, field, fixable }) => (fixable ? [`${rule} ${field?.path ?? ""}`] : []));
  const inspection = inspect(made.workspace());
  expect(offered(inspection.proven({ trustsTypes: true }).diagnostics)).toEqual(
    offered(inspection.proven().diagnostics),
  );
  expect(newErrors(made, made.fixed(), "auth.ts")).toEqual([]);
});

describe("findings that the program's own checker gives at once:", () => {
  const declared = {
    "helpers.ts": helpers,
    "types.d.ts": augmentation({ session: ["plan: string", "note: string", "since: string"], token: ["plan: string"] }),
  };
  const withSession = (body: string, token = 'token.plan = "free";'): string =>
    authFile({
      jwt: `jwt({ token }) { ${token} return token; }`,
      session: `session({ session, token }) {
      session.plan = token.plan;
      ${body}
      return session;
    }`,
    });
  const noted = 'session.note = "a";';
  const sinceToday = 'session.since = "today";';
  const undeclared = 'token.seats = 5; token.plan = "free";';

  /** An inspection of a project, and how many programs are made by it. */
  function inspectionOf(files: Readonly<Record<string, string>>): { inspection: Inspection; programs: () => number } {
    let programs = 0;
    const createProgram = (...args: Parameters<typeof ts.createProgram>): ts.Program => {
      programs++;
      return ts.createProgram(...args);
    };
    const counting: typeof ts = { ...ts, createProgram: createProgram as typeof ts.createProgram };
    const inspection = inspect({ ...project({ ...declared, ...files }).workspace(), ts: counting });
    return { inspection, programs: () => programs };
  }

  const places = (found: readonly Diagnostic[]): string[] =>
    found.map(({ rule, file, line, column }) => `${rule} ${file}:${String(line)}:${String(column)}`).sort();
  const rulesOf = (found: readonly Diagnostic[]): string[] =>
    found.map(({ rule, field }) => (field ? `${rule} ${field.path}` : rule)).sort();

  interface Case {
    readonly name: string;
    readonly auth: string;
    readonly atOnce: readonly string[];
    readonly later: readonly string[];
  }
  const cases: readonly Case[] = [
    { name: "nothing where all is declared", auth: withSession(`${noted} ${sinceToday}`), atOnce: [], later: [] },
    {
      name: "fields that nobody declares",
      auth: withSession(`${noted} ${sinceToday} session.seats = token.seats;`, undeclared),
      atOnce: ["no-undeclared-field seats", "no-untyped-token seats"],
      later: [],
    },
    {
      name: "a cast that nothing needs, if everything is declared",
      auth: withSession(`session.note = token.plan as string; ${sinceToday}`),
      atOnce: ["no-callback-cast"],
      later: [],
    },
    {
      name: "not a declaration of another type",
      auth: withSession(`${noted} session.since = 5;`),
      atOnce: [],
      later: ["no-mismatched-field since"],
    },
    {
      name: "not a declaration of a field that may be missing",
      auth: withSession(`${noted} if (enabled) ${sinceToday}`),
      atOnce: [],
      later: ["no-maybe-missing-field since"],
    },
    {
      name: "not a cast to any, which hides its value",
      auth: withSession(`(session as any).note = "a"; ${sinceToday}`),
      atOnce: [],
      later: ["no-callback-cast"],
    },
    {
      name: "not a cast that only the compiler can judge",
      auth: withSession(`(session as any).note = enabled ? "a" : "b"; ${sinceToday}`),
      atOnce: [],
      later: ["no-callback-cast"],
    },
    {
      name: "undeclared fields, with the rest later",
      auth: withSession(
        '(session as any).note = enabled ? "a" : "b"; session.since = 5; session.seats = token.seats;',
        undeclared,
      ),
      atOnce: ["no-undeclared-field seats", "no-untyped-token seats"],
      later: ["no-callback-cast", "no-mismatched-field since"],
    },
    {
      name: "nothing in a project without a config",
      auth: "export {};\n",
      atOnce: [],
      later: [],
    },
  ];

  test.each(cases)("$name", ({ auth: text, atOnce, later }) => {
    const { inspection } = inspectionOf({ "auth.ts": text });
    expect(rulesOf(inspection.foundAtOnce())).toEqual(atOnce);
    expect(rulesOf(inspection.foundLater())).toEqual(later);
  });

  test.each(cases)("the early findings need no program: $name", ({ auth: text }) => {
    const { inspection, programs } = inspectionOf({ "auth.ts": text });
    inspection.foundAtOnce();
    expect(programs()).toBe(0);
  });

  test.each(cases)("the early and later findings are all findings: $name", ({ auth: text }) => {
    const { inspection } = inspectionOf({ "auth.ts": text });
    const found = places(inspection.found());
    expect(places([...inspection.foundAtOnce(), ...inspection.foundLater()])).toEqual(found);
    expect(new Set(found).size).toBe(found.length);
  });

  test.each(cases)("the early findings know whether they are all: $name", ({ auth: text, later }) => {
    const { inspection, programs } = inspectionOf({ "auth.ts": text });
    const isAllKnown = inspection.isAllKnown();
    inspection.foundAtOnce();
    expect(inspection.isAllKnown()).toBe(isAllKnown);
    // Where something is left to find, not all is known.
    expect(isAllKnown && later.length > 0).toBe(false);
    inspection.foundLater();
    expect(inspection.isAllKnown()).toBe(true);
    const made = programs();
    inspection.found();
    expect(programs()).toBe(made);
    // What is known costs nothing.
    expect(isAllKnown && made > 0).toBe(false);
  });

  test("the early findings are all of them only if everything is declared", () => {
    const isAllKnown = (body: string, token?: string): boolean =>
      inspectionOf({ "auth.ts": withSession(body, token) }).inspection.isAllKnown();
    expect(isAllKnown(`${noted} ${sinceToday}`)).toBe(true);
    expect(isAllKnown(`session.note = token.plan as string; ${sinceToday}`)).toBe(true);
    expect(isAllKnown(`(session as any).note = enabled ? "a" : "b"; ${sinceToday}`)).toBe(false);
    expect(isAllKnown(`${noted} ${sinceToday}`, undeclared)).toBe(false);
    expect(isAllKnown(`${noted} session.since = 5;`)).toBe(false);
  });
});
