import ts from "typescript";
import { describe, expect, test } from "vitest";
import { verdictOn, type CastVerdict } from "../../src/rules/cast-verdict.js";
import { typesOf } from "../../src/compiler/types.js";
import { isAssertion, removeAssertion, type Assertion } from "../../src/edits/assertions.js";
import { applyEdits } from "../../src/edits/text-edit.js";
import { fileOf, programOf } from "../support/program.js";
import type { ClassicProgram } from "../../src/compiler/classic/overlay.js";

const globals = `interface Member { id: string; role: string }
interface User { id: string }
interface Session { plan: string; tier: Tier; readonly since: string; user?: Member }
interface Token { role: string; age: number; note?: string }
interface Row { name: string; count: number; tier: "free" | "pro"; anything: any; unknown: unknown }
interface Left { kind: "left"; plan: string }
interface Right { kind: "right"; plan: string; only: string }
type Tier = "free" | "pro";
type Id = string | number;
declare enum Role { Admin = "admin", Reader = "reader" }
declare const row: Row;
declare const user: User;
declare const token: Token;
declare const side: Left | Right;
declare const record: Record<string, string>;
declare const given: { role: Role };
declare const value: unknown;
declare const name: string;
declare const id: string | number;
declare const maybe: string | null;
declare const anything: any;
declare const enabled: boolean;
declare function load(): string;
declare function log(message: unknown): void;
`;

/** One cast, in the body of a function with a session, or in a file of its own, and what is said of it. */
type Case = readonly [name: string, text: string, expected: CastVerdict];

const ofTheSameType: readonly Case[] = [
  ["a name of the asserted type needs none", "const copy = name as string;", "unneeded"],
  ["a member of the asserted type needs none", "const copy = row.count as number;", "unneeded"],
  ["a union needs none to get another name", "const copy = id as Id;", "unneeded"],
  ["a member that is a union needs none to get another name", "const copy = row.tier as Tier;", "unneeded"],
  ["a member that is an enum needs none", "let copy = given.role as Role;", "unneeded"],
  ["a union of more is another type", "let copy = row.name as string | null;", "open"],
  ["a constant may be widened without it", 'const free = "free"; let copy = free as "free";', "open"],
  ["an enum's member may be widened without it", "let copy = Role.Admin as Role.Admin;", "open"],
  ["what a call gives may depend on its place", "const copy = load() as string;", "open"],
  ["nobody knows anything of a value of type any", "const copy = anything as string;", "open"],
];

const assigned: readonly Case[] = [
  ["an unknown value needs it to be a string", "row.name = value as string;", "needed"],
  ["a value that may be null needs it", "row.name = maybe as string;", "needed"],
  ["a string needs it to be one of two", "row.tier = name as Tier;", "needed"],
  ["an unknown value needs it to be any", "row.name = value as any;", "needed"],
  ["of two casts upon each other the value inside is judged", "row.name = value as unknown as string;", "needed"],
  ["parentheses around it change nothing", "row.name = ((value as string));", "needed"],
  ["parentheses in it change nothing", "row.name = (value) as string;", "needed"],
  ["angle brackets change nothing where it is needed", "row.name = <string>value;", "needed"],
  ["angle brackets change nothing where it is not", "row.name = <string>name;", "unneeded"],
  ["a value is judged without the null that ! takes away", "row.name = maybe! as string;", "unneeded"],
  ["a value that does not fit without null either needs it", "row.tier = maybe! as Tier;", "needed"],
  ["a member of what ! says is there needs none", "row.name = session.user!.role as string;", "unneeded"],
  ["what a call gives is open", "row.name = load() as string;", "open"],
  ["what a call gives is open behind a !", "row.name = load()! as string;", "open"],
  ["a value of type any is open", "row.name = anything as string;", "open"],
  ["a field that takes everything leaves it open", "row.unknown = value as string;", "open"],
  ["a field of type any leaves it open", "row.anything = value as string;", "open"],
  ["a value that is only a part of what is assigned is open", "row.name += value as string;", "open"],
  ["one of two values is open", 'row.name = enabled ? (value as string) : "";', "open"],
  ["an argument is open", "log(value as string);", "open"],
  ["a cast to a type that does not fit either is open", "row.name = (value as number) + name;", "open"],
  [
    "a field whose type is a type parameter leaves it open",
    "export function fill<T>(box: { value: T }): void { box.value = value as T; }",
    "open",
  ],
  [
    "a field whose type holds a type parameter leaves it open",
    "export function fill<T>(box: { value: T | null }): void { box.value = value as T; }",
    "open",
  ],
];

const inLiterals: readonly Case[] = [
  ["a member of the wrong type needs it", "const user: User = { id: value as string };", "needed"],
  ["a member of the right type needs none", "const user: User = { id: name as string };", "unneeded"],
  ["a member in parentheses needs it", "const user: User = { id: (value as string) };", "needed"],
  ["a member by a quoted name needs it", 'const user: User = { "id": value as string };', "needed"],
  [
    "a member of what is returned needs it",
    "export async function get(): Promise<User> { return { id: value as string }; }",
    "needed",
  ],
  ["a member of a literal in another needs it", 'session.user = { id: "1", role: value as string };', "needed"],
  ["nothing is asked of a member where no type is", "const copy = { id: value as string };", "open"],
  ["a spread is open", "const copy: User = { ...(value as User) };", "open"],
];

const writtenThrough: readonly Case[] = [
  ["a declared property needs none", '(session as any).plan = "free";', "unneeded"],
  ["a declared property needs none for a name's value", "(session as any).plan = name;", "unneeded"],
  ["a declared property needs none by an element access", '(session as any)["plan"] = "free";', "unneeded"],
  ["a declared property needs none with angle brackets", '(<any>session).plan = "free";', "unneeded"],
  ["a declared property needs none through unknown", '(session as unknown as User & Session).plan = "1";', "unneeded"],
  ["a declared property needs none behind a !", '(session.user! as any).role = "admin";', "unneeded"],
  ["a declared property needs none in parentheses", '((session as any).plan) = "free";', "unneeded"],
  ["an undeclared property needs it", '(session as any).seats = "free";', "needed"],
  ["an undeclared property needs it by an element access", '(session as any)["seats"] = 5;', "needed"],
  ["a property of what may be undefined needs it", '(session.user as any).role = "admin";', "needed"],
  ["a property that does not take the value needs it", "(session as any).plan = 5;", "needed"],
  ["a property that is one of two does not take a string", "(session as any).tier = name;", "needed"],
  ["a computed name is open", '(session as any)[name] = "free";', "open"],
  ["a property of a record is open", '(record as any).plan = "free";', "open"],
  ["a property of a union is open", '(side as any).plan = "free";', "open"],
  ["a readonly property is open", '(session as any).since = "today";', "open"],
  ["what a call gives is open", "(session as any).plan = load();", "open"],
  ["an object literal is open", '(session as any).user = { id: "1", role: "admin" };', "open"],
  ["a property that is read again is open", '(session as any).tier = "free"; log(session.tier === "pro");', "open"],
  ["a property that is written again is open", '(session as any).plan = "a"; session.plan = "b";', "open"],
  ["a property of that name of another object is open", '(session as any).plan = "a"; log(side.plan);', "open"],
  ["a property read in a function inside is open", '(session as any).plan = "a"; log(() => session.plan);', "open"],
];

const readThrough: readonly Case[] = [
  ["what fits is open", "row.name = (token as any).role;", "open"],
  ["what fits is open in a literal", "const user: User = { id: (token as any).role };", "open"],
  ["what does not fit needs it", "row.name = (token as any).age;", "needed"],
  ["what does not fit needs it by an element access", 'row.name = (token as any)["age"];', "needed"],
  ["what does not fit needs it in parentheses", "row.name = ((token as any).age);", "needed"],
  ["what does not fit needs it in a literal", "const user: User = { id: (token as any).age };", "needed"],
  ["what may be missing is open: a test before it may leave the rest", "row.name = (token as any).note;", "open"],
  ["what is not declared needs it", "row.name = (token as any).plan;", "needed"],
  ["what is not declared needs it wherever it is read", "log((token as any).plan);", "needed"],
  ["a property of what may be undefined needs it", "log((session.user as any).role);", "needed"],
  ["a property of what may be undefined is open behind ?.", "row.name = (session.user as any)?.role;", "open"],
  ["a property that had that type before needs none", "row.name = (token as Token & User).role;", "unneeded"],
  ["a computed name is open", "row.name = (token as any)[name];", "open"],
  ["a part of a value is open", 'row.name = (token as any).note ?? "";', "open"],
  ["a call of what is declared is open", "log((name as any).trim());", "open"],
  ["what a record may hold is open", "row.count = (record as any).age;", "open"],
];

const variables: readonly Case[] = [
  ["a read of what the value lacks needs it", "const member = user as Member; log(member.role);", "needed"],
  ["an element access needs it", 'const member = user as Member; log(member["role"]);', "needed"],
  ["a write of what the value lacks needs it", 'const member = user as Member; member.role = "admin";', "needed"],
  ["a read further inside needs it", "const member = user as Member; log(() => { log(member.role); });", "needed"],
  ["a cast in parentheses is needed", "const member = (user as Member); log(member.role);", "needed"],
  ["a read of what the value has leaves it open", "const member = user as Member; log(member.id);", "open"],
  ["a variable that is used as a whole leaves it open", "const member = user as Member; log(member);", "open"],
  [
    "a read of another variable of that name leaves it open",
    "const member = user as Member; log((member: Member) => member.role);",
    "open",
  ],
  ["a pattern leaves it open", "const { role } = user as Member; log(role);", "open"],
  ["a record leaves it open", "const member = record as unknown as Member; log(member.role);", "open"],
];

const groups: readonly (readonly [string, readonly Case[]])[] = [
  ["a value that has the asserted type", ofTheSameType],
  ["a value that is assigned", assigned],
  ["a value in an object literal", inLiterals],
  ["an object whose property is written", writtenThrough],
  ["an object whose property is read", readThrough],
  ["a value that a variable holds", variables],
];
const all = groups.flatMap(([, cases]) => cases);

const nameOf = (one: Case): string => `case-${String(all.indexOf(one))}.ts`;
const textOf = ([, text]: Case): string =>
  text.startsWith("export ") ? `${text}\n` : `export function run(session: Session): void {\n  ${text}\n}\n`;
const program = programOf({
  "globals.d.ts": globals,
  ...Object.fromEntries(all.map((one) => [nameOf(one), textOf(one)])),
});
const withoutCast = programOf({
  "globals.d.ts": globals,
  ...Object.fromEntries(
    all.map((one) => [nameOf(one), applyEdits(textOf(one), removeAssertion(ts, castOf(program, one)))]),
  ),
});

/** The first cast of a case's file, the outermost of several. */
function castOf(source: ClassicProgram, one: Case): Assertion {
  // It is the checker that tells each node its parent.
  source.program.getTypeChecker();
  const find = (node: ts.Node): Assertion | undefined => (isAssertion(ts, node) ? node : ts.forEachChild(node, find));
  const cast = find(fileOf(source, nameOf(one)));
  if (!cast) throw new Error(`There is no cast in ${textOf(one)}`);
  return cast;
}

function verdictIn(one: Case, changesField: Parameters<typeof verdictOn>[3] = () => false): CastVerdict {
  return verdictOn(ts, typesOf(ts, program.program), castOf(program, one), changesField);
}

const errorsIn = ({ program: of }: ClassicProgram, one: Case): number[] =>
  of.getSemanticDiagnostics(of.getSourceFile(fileOf(program, nameOf(one)).fileName)).map(({ code }) => code);

const titled = (cases: readonly Case[]): { title: string; one: Case }[] => cases.map((one) => ({ title: one[0], one }));

describe.each(groups)("the verdict on a cast of %s:", (_, cases) => {
  test.each(titled(cases))("$title", ({ one }) => {
    expect(verdictIn(one)).toBe(one[2]);
  });
});

describe("the compiler confirms the verdict on the program without the cast:", () => {
  test.each(titled(all.filter(([, , expected]) => expected !== "open")))("$title", ({ one }) => {
    expect(errorsIn(program, one)).toEqual([]);
    expect(errorsIn(withoutCast, one).length > 0).toBe(one[2] === "needed");
  });
});

describe("a cast whose removal may change a field's type", () => {
  const caseOf = (text: string): Case => {
    const found = all.find((one) => one[1] === text);
    if (!found) throw new Error(`There is no case ${text}`);
    return found;
  };

  test.each([
    ["a name", "log(value as string);", "unknown"],
    ["a name whose cast fits the place without a need", "row.unknown = value as string;", "unknown"],
    ["a name in a literal of which nothing is asked", "const copy = { id: value as string };", "unknown"],
    ["a name in parentheses", 'row.name = enabled ? (value as string) : "";', "unknown"],
  ])("the cast of a field's value stays where the type would change: %s", (_, text, bare) => {
    const one = caseOf(text);
    const asked: (readonly [string, string])[] = [];
    const types = typesOf(ts, program.program);
    const answer = (value: ts.Expression, type: ts.Type): boolean => {
      asked.push([value.getText(), types.text(type)]);
      return true;
    };
    expect(verdictIn(one, answer)).toBe("needed");
    expect(asked).toEqual([[castOf(program, one).getText(), bare]]);
  });

  test.each(titled(all.filter(([, , expected]) => expected === "unneeded")))(
    "an unneeded cast needs no look at the field: $title",
    ({ one }) => {
      expect(verdictIn(one, () => true)).toBe("unneeded");
    },
  );
});
