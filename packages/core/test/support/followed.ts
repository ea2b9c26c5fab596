import ts from "typescript";
import { expect, test } from "vitest";
import { viewOf } from "../../src/compiler/program-view.js";
import { typesOf } from "../../src/compiler/types.js";
import { nextAuth4 } from "../../src/discover/libraries/next-auth-4.js";
import { keyText } from "../../src/api/field-key.js";
import { inferCallbacks } from "../../src/infer/callbacks.js";
import { dependenciesOn } from "./packages.js";
import { virtualHost } from "./virtual-host.js";
import type { Callback } from "../../src/discover/auth-config.js";
import type { Source, Write } from "../../src/infer/heap/value.js";
import { hasBody } from "../../src/syntax/functions.js";
import type { CallbackFacts, ObjectFacts } from "../../src/infer/facts.js";
import type { ProgramWithHost } from "../../src/compiler/compiler.js";

/**
 * Callbacks in a program of their own types, which is much quicker than a project on a library, and the expected facts.
 */
export interface FollowedCase {
  readonly name: string;
  /** A function's body, whose end returns the session or the token; or the whole function, `function(params) { … }`. */
  readonly jwt?: string;
  readonly session?: string;
  readonly signIn?: string;
  /** The code before the callbacks in their file. */
  readonly head?: string;
  /** The code behind them. */
  readonly tail?: string;
  readonly strategy?: "database";
  /** All assigned fields, for example `U.id: string` or, if some path leaves it out, `U.id?: string`. */
  readonly fields: readonly string[];
  /** The open causes: the object, the expression, and the reason. */
  readonly open?: readonly string[];
  /** The casts that are seen. Like all members below, they are checked only if given. */
  readonly casts?: readonly string[];
  /** The reads of fields of the token and of inputs: `JWT.id`. */
  readonly reads?: readonly string[];
  /** The accesses to members of a parameter that is missing in that run. */
  readonly absent?: readonly string[];
  /** The ends without a value: the bare `return`, or the end of the function with that name. */
  readonly missing?: readonly string[];
  /** By field, the sources of its values. */
  readonly sources?: Readonly<Record<string, readonly string[]>>;
  /** By field, the expressions of all writes: of the value, or of the spread or target that brings it. */
  readonly writes?: Readonly<Record<string, readonly string[]>>;
  /** By field, the marks of each of its writes: `alwaysThere`, `oneOfSeveral`, `bySpread`. */
  readonly marks?: Readonly<Record<string, readonly string[]>>;
  /** The token fields that are written on the way. */
  readonly tokenWrites?: readonly string[];
}

const library = `interface Session {
  user: { name?: string | null; email?: string | null; image?: string | null };
  expires: string;
}
interface JWT extends Record<string, unknown> {
  name?: string | null;
  email?: string | null;
  picture?: string | null;
  sub?: string;
}
interface User { id: string; name?: string | null; email?: string | null; image?: string | null }
interface Account { provider: string; type: "oauth" | "credentials"; access_token?: string; expires_at?: number }
interface Profile { sub?: string; name?: string; email?: string }
interface JwtParameters {
  token: JWT; user: User; account: Account | null; profile?: Profile;
  trigger?: "signIn" | "signUp" | "update"; isNewUser?: boolean; session?: any;
}
interface SessionParameters { session: Session; token: JWT; user: User; newSession: any; trigger: "update" }
`;

const globals = `declare const enabled: boolean;
declare const anything: any;
declare const names: string[];
interface Row { id: number; plan: string; note?: string }
declare const row: Row;
declare function find(): Row | undefined;
declare function load(): Promise<Row>;
declare function log(message: unknown): void;
`;

/** A file of the project's own with one function, at offsets inside the callbacks of another file. */
const elsewhere = `const filler = "${"-".repeat(300)}";\nfunction elsewhere() { return false; }`;

const { root } = dependenciesOn("4.24.15");

const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ES2022, noEmit: true, types: [] };

/** The program of several cases, with a file for each. It is made for the first case that asks. */
function programOf(cases: readonly FollowedCase[]): (one: FollowedCase) => Followable {
  let made: ProgramWithHost | undefined;
  const fileName = (one: FollowedCase): string => `${root}/case-${cases.indexOf(one)}.ts`;
  const make = (): ProgramWithHost => {
    const texts = new Map([
      [`${root}/node_modules/library/index.d.ts`, library],
      [`${root}/globals.d.ts`, globals],
      [`${root}/elsewhere.ts`, elsewhere],
      ...cases.map((one): [string, string] => [fileName(one), textOf(one)]),
    ]);
    const host = virtualHost(dependenciesOn("4.24.15"), texts, options);
    return { program: ts.createProgram({ rootNames: [...texts.keys()], options, host }), host };
  };
  return (one) => {
    const { program, host } = (made ??= make());
    const file = program.getSourceFile(fileName(one));
    if (!file) throw new Error("The program lacks a file of its own.");
    return { program, host, file };
  };
}

/** A program, and the file in it that holds a case's callbacks. */
interface Followable extends ProgramWithHost {
  readonly file: ts.SourceFile;
}

function textOf({ head = "", tail = "", jwt, session, signIn }: FollowedCase): string {
  const callback = (name: string, parameters: string, body: string | undefined, returned: string): string => {
    if (body === undefined) return "";
    return body.startsWith("function(")
      ? `async ${body.replace("function", `function ${name}`)}\n`
      : `async function ${name}(${parameters}): Promise<any> {\n${body}\nreturn ${returned};\n}\n`;
  };
  const all = [
    callback(
      "jwt",
      "{ token, user, account, profile, trigger, isNewUser, session: update }: JwtParameters",
      jwt,
      "token",
    ),
    callback("session", "{ session, token, user, newSession, trigger }: SessionParameters", session, "session"),
    callback("signIn", "{ user, account, profile }: JwtParameters", signIn, "true"),
  ];
  return `export {};\n${head}\n${all.join("")}${tail}\n`;
}

/** Makes a test for each case. */
export function testFollowed(cases: readonly FollowedCase[]): void {
  const programFor = programOf(cases);
  test.each(cases.map((one) => [one.name, one] as const))("%s", (_, one) => {
    const followable = programFor(one);
    const facts = factsOf(one, followable);
    const types = typesOf(ts, followable.program);
    const writes = allWrites(facts);

    const found = writes.map(({ name, optional, of }) => {
      const type = types.union(of.map((write) => write.widened));
      return `${name}${optional ? "?" : ""}: ${types.text(type)}`;
    });
    expect(found.sort()).toEqual([...one.fields].sort());
    expect(
      [
        ...new Set([...opensOf("S", facts.session), ...opensOf("U", facts.sessionUser), ...opensOf("T", facts.token)]),
      ].sort(),
    ).toEqual([...(one.open ?? [])].sort());
    const { reads, casts, absentAccesses, tokenWrites, missingReturns } = facts.seen;
    const sourceText = (source: Source): string => keyText(source);
    if (one.reads) expect(reads.map(sourceText)).toEqual(one.reads);
    if (one.casts) expect(casts.map((cast) => cast.getText())).toEqual(one.casts);
    if (one.absent) expect(absentAccesses.map(({ node, name }) => `${name}: ${node.getText()}`)).toEqual(one.absent);
    if (one.missing)
      expect(missingReturns.map(({ at, owner }) => at?.getText() ?? `end of ${owner.name?.getText() ?? "it"}`)).toEqual(
        one.missing,
      );
    if (one.tokenWrites) expect([...tokenWrites]).toEqual(one.tokenWrites);
    for (const [name, expected] of Object.entries(one.marks ?? {})) {
      const marks = ["alwaysThere", "oneOfSeveral", "bySpread"] as const;
      const found = writes
        .find((field) => field.name === name)
        ?.of.map((write) => marks.filter((mark) => write[mark]).join());
      expect(found).toEqual(expected);
    }
    for (const [name, expected] of Object.entries(one.sources ?? {})) {
      const found = writes.find((field) => field.name === name)?.of.flatMap((write) => write.sources.map(sourceText));
      expect(found).toEqual(expected);
    }
    for (const [name, expected] of Object.entries(one.writes ?? {})) {
      const found = writes
        .find((field) => field.name === name)
        ?.of.map((write) => (write.value ?? write.node).getText());
      expect(found).toEqual(expected);
    }
  });
}

function factsOf(one: FollowedCase, { file, ...program }: Followable): CallbackFacts {
  const functions = new Map(
    file.statements.flatMap((statement) =>
      ts.isFunctionDeclaration(statement) && statement.name ? [[statement.name.text, statement] as const] : [],
    ),
  );
  const callback = (name: "jwt" | "session" | "signIn"): Callback => {
    const node = functions.get(name);
    return node && hasBody(ts, node) && one[name] !== undefined ? { kind: "function", node } : { kind: "absent" };
  };
  return inferCallbacks(
    viewOf({ ts, ...program }),
    {
      library: nextAuth4,
      version: "4.24.15",
      node: ts.factory.createObjectLiteralExpression(),
      session: callback("session"),
      jwt: callback("jwt"),
      signIn: callback("signIn"),
      hasAdapter: false,
      adapterUser: () => undefined,
      strategy: one.strategy ?? "jwt",
      hasDefaultStrategy: true,
      providers: { list: [], complete: false },
      isForReading: false,
      calls: [],
      mintsTokens: false,
    },
    { signInFields: "required" },
  );
}

interface FieldWrites {
  readonly name: string;
  readonly optional: boolean;
  readonly of: readonly Write[];
}

function allWrites({ session, sessionUser, token, signedInUser }: CallbackFacts): FieldWrites[] {
  const of = (prefix: string, fields: ObjectFacts["fields"]): FieldWrites[] =>
    // The fields of the session's user belong to an object of their own.
    [...fields].flatMap(([field, { writes, optional, inner }]) => {
      const name = `${prefix}${field}`;
      if (name === "S.user") return [];
      return [...(writes.length > 0 ? [{ name, optional, of: writes }] : []), ...of(`${name}.`, inner)];
    });
  return [
    ...of("S.", session.fields),
    ...of("U.", sessionUser.fields),
    ...of("T.", token.fields),
    ...of("signed in: ", signedInUser.fields),
  ];
}

function opensOf(name: string, { open }: ObjectFacts): string[] {
  return open.map(({ node, why }) => `${name} ${node.getText()}: ${why}`);
}
