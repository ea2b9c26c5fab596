import ts from "typescript";
import { describe, expect, test } from "vitest";
import { viewOf } from "../../src/compiler/program-view.js";
import { isAssertion } from "../../src/edits/assertions.js";
import { applyEdits, type TextEdit } from "../../src/edits/text-edit.js";
import { parameterAnnotations, providerAnnotations, uncastValues } from "../../src/reconcile/annotate.js";
import type { Model } from "../../src/model/model.js";
import { dependenciesOn } from "../support/packages.js";
import { virtualHost } from "../support/virtual-host.js";
import { hasBody, type FunctionWithBody } from "../../src/syntax/functions.js";

const globals = `interface Row { id: number; plan: string }
declare const row: Row;
declare function Github(options: any): { profile?: (profile: Row) => unknown };
declare const auth: { Github: typeof Github & { default: typeof Github }; default: typeof Github };
`;

/** A model of a file of its own: of its types, and of what a test adds. */
function modelOf(fileName: string, text: string, more: (file: ts.SourceFile) => object): Model {
  const { root } = dependenciesOn("4.24.15");
  const texts = new Map([
    [`${root}/globals.d.ts`, globals],
    [`${root}/${fileName}`, text],
  ]);
  const options: ts.CompilerOptions = { strict: true, allowJs: true, noEmit: true, types: [], lib: ["lib.es5.d.ts"] };
  const host = virtualHost(dependenciesOn("4.24.15"), texts, options);
  const program = ts.createProgram({ rootNames: [...texts.keys()], options, host });
  const view = viewOf({ ts, program, host });
  const file = program.getSourceFile(`${root}/${fileName}`);
  if (!file) throw new Error(`${fileName} is not part of the program.`);
  return { workspace: { ts }, view, types: view.types, ...more(file) } as unknown as Model;
}

function all<Found extends ts.Node>(file: ts.SourceFile, is: (node: ts.Node) => node is Found): Found[] {
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (is(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
const functionIn = (file: ts.SourceFile): FunctionWithBody | undefined =>
  all(file, (node): node is FunctionWithBody => hasBody(ts, node))[0];

const library = { callbackParameters: { jwt: "Jwt", session: "Session" } };
const absent = { kind: "absent" } as const;

describe("the parameter of a callback", () => {
  const annotated = (fileName: string, text: string, name: "jwt" | "session"): string => {
    const model = modelOf(fileName, text, (file) => ({
      configs: [{ library, jwt: absent, session: absent, [name]: { kind: "function", node: functionIn(file) } }],
    }));
    return applyEdits(text, parameterAnnotations(model));
  };

  test.each([
    ["const f = ({ a }: any) => a;", "const f = ({ a }: Session) => a;"],
    ["const f = ({ a }) => a;", "const f = ({ a }: Session) => a;"],
    ["const f = (p: any) => p;", "const f = (p: Session) => p;"],
    ["const f = (p) => p;", "const f = (p: Session) => p;"],
    ["function f(p) { return p; }", "function f(p: Session) { return p; }"],
    ["const f = ({ a, b }: { a: any; b: string }) => a;", "const f = ({ a, b }: Session) => a;"],
    ["const f = (p: { a: string; b: any }) => p;", "const f = (p: Session) => p;"],
    ["const f = ({ a } = row as any) => a;", "const f = ({ a }: Session = row as any) => a;"],
  ])("a parameter of type any gets the library's type", (before, after) => {
    expect(annotated("auth.ts", before, "session")).toBe(after);
  });

  test.each([
    "const f = ({ id }: Row) => id;",
    "const f = (p: Row) => p;",
    "const f = (p: unknown) => p;",
    "const f: (p: Row) => unknown = ({ id }) => id;",
    "const f: (p: Row) => unknown = (p) => p;",
    "const f = ({}) => 1;",
    "const f = () => 1;",
    // Without parentheses there is no room for a type.
    "const f = p => p;",
    "const f = async p => p;",
  ])("a parameter with a type or without room for one stays", (text) => {
    expect(annotated("auth.ts", text, "session")).toBe(text);
  });

  test.each([
    ["auth.tsx", "(p: Jwt) => p;"],
    ["auth.mts", "(p: Jwt) => p;"],
    ["auth.js", "(/** @type {Jwt} */ p) => p;"],
    ["auth.jsx", "(/** @type {Jwt} */ p) => p;"],
    ["auth.mjs", "(/** @type {Jwt} */ p) => p;"],
  ])("the type is written in the form of the file's language", (fileName, after) => {
    expect(annotated(fileName, "(p) => p;", "jwt")).toBe(after);
  });

  test("a parameter in a file of another language stays", () => {
    const file = ts.createSourceFile("/auth.vue", "(p) => p;", ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
    const model = {
      workspace: { ts },
      types: { isAny: () => true, typeAt: () => undefined },
      configs: [{ library, jwt: { kind: "function", node: functionIn(file) }, session: absent }],
    } as unknown as Model;
    expect(parameterAnnotations(model)).toEqual([]);
  });

  test("a callback that cannot be seen gets no type", () => {
    const model = modelOf("auth.ts", "", (at) => ({
      configs: [{ library, jwt: absent, session: { kind: "open", at } }],
    }));
    expect(parameterAnnotations(model)).toEqual([]);
  });
});

describe("the parameter of a provider's `profile`", () => {
  const annotated = (text: string, hasFunction = true): string => {
    const model = modelOf("auth.ts", text, (file) => {
      const node = file.statements.find(ts.isExpressionStatement)?.expression;
      return {
        configs: [{ providers: { list: [{ node, profileFunction: hasFunction ? functionIn(file) : undefined }] } }],
      };
    });
    return applyEdits(text, providerAnnotations(model));
  };
  const type = 'Parameters<NonNullable<ReturnType<typeof Github>["profile"]>>[0]';

  test.each([
    ["Github({ profile: (p) => p });", `Github({ profile: (p: ${type}) => p });`],
    ["Github({ profile({ id }) { return id; } });", `Github({ profile({ id }: ${type}) { return id; } });`],
    ["auth.default({ profile: (p) => p });", `auth.default({ profile: (p: ${type.replace("Github", "auth")}) => p });`],
  ])("a parameter without a type gets the provider's type", (before, after) => {
    expect(annotated(before)).toBe(after);
  });

  test.each([
    "Github({ profile: (p: Row) => p });",
    "Github({ profile: () => row });",
    "auth.Github({ profile: (p) => p });",
    "auth.Github.default({ profile: (p) => p });",
    "({ profile: (p) => p });",
  ])("a parameter with a type, or of an unknown provider, stays", (text) => {
    expect(annotated(text)).toBe(text);
  });

  test("a provider without that function gets no type", () => {
    expect(annotated("Github({ id: (p) => p });", false)).toBe("Github({ id: (p) => p });");
  });
});

describe("a cast in a callback", () => {
  const uncast = (text: string): string => {
    const model = modelOf("auth.ts", text, (file) => ({
      fields: new Map(),
      userWrites: [],
      observed: [{ seen: { casts: all(file, (node) => isAssertion(ts, node)) } }],
    }));
    const edits: TextEdit[] = uncastValues(model);
    return applyEdits(text, edits);
  };

  test.each([
    ["(row as any).role;", "row.role;"],
    ["(<any>row).role;", "row.role;"],
    ["(row as Record<string, any>).role;", "row.role;"],
    ["(row as { [name: string]: unknown }).role;", "row.role;"],
    ["(row as unknown as any).role;", "row.role;"],
    ["((row as any).role as any).name;", "row.role.name;"],
  ])("a cast that only blinds the compiler is removed", (before, after) => {
    expect(uncast(before)).toBe(after);
  });

  test.each([
    "(row as Row).id;",
    "(row as { id: number }).id;",
    "(row as unknown);",
    "(row as any as Row).id;",
    "(row as Record<number, string>)[1];",
  ])("a cast that says something stays", (text) => {
    expect(uncast(text)).toBe(text);
  });
});
