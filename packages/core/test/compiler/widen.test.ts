import ts from "typescript";
import { describe, expect, test } from "vitest";
import { widenedProperty, widenedType } from "../../src/compiler/widen.js";
import { declarationOf, programOf, typeOf } from "../support/program.js";

const files = { "plans.ts": 'export const imported = "free";\nexport const importedKept: "free" = "free";\n' };
const head = `import { imported, importedKept } from "./plans";
declare const on: boolean, text: string, count: number, user: { name?: string };
declare const row: { plan: "free" | "pro"; maybe?: "free" | "pro" };
declare const member: { admin: boolean; maybe?: boolean }, sure: true, asked: { ok: true } | { ok: false };
enum Plan { Free, Pro }
const written = "free";
const kept = "free" as const;
const typed: "free" = "free";
type Tier = "free" | "pro";
const named: Tier = "free";
let changing: Tier | undefined = "free";
const taken: Tier = row.plan;
declare const anything: any;
const derived = written;
const round = about, about = round;
const big = { plan: row.plan };
let flag = true;
let later;
later = row.plan as string;
declare let target: string, choice: "free" | "pro" | undefined;
declare const ambient: "free";
function plain() {}
`;

describe("the type of a mutable property", () => {
  const cases: readonly (readonly [value: string, type: string])[] = [
    ['"free"', "string"],
    ["`free`", "string"],
    ["1", "number"],
    ["-1", "number"],
    ["1n", "bigint"],
    ["-1n", "bigint"],
    ["true", "boolean"],
    ["false", "boolean"],
    ["!user", "boolean"],
    ["!!user", "boolean"],
    ["!user.name", "boolean"],
    ['("free")', "string"],
    ['"free"!', "string"],
    ['"free" satisfies "free" | "pro"', "string"],
    ['"free" as const', '"free"'],
    ['"free" as "free" | "pro"', '"free" | "pro"'],
    ["row.plan", '"free" | "pro"'],
    ["(row.plan)", '"free" | "pro"'],
    ["count + 1", "number"],
    // A literal beside a value whose type names it is nothing new.
    ['row.maybe ?? "free"', '"free" | "pro"'],
    ['row.maybe ?? "none"', "string"],
    ['row.maybe || "free"', '"free" | "pro"'],
    ['row.maybe || "none"', "string"],
    ['on ? row.plan : "free"', '"free" | "pro"'],
    ['on ? "free" : row.plan', '"free" | "pro"'],
    ['on ? "none" : row.plan', "string"],
    ['on ? row.plan : "none"', "string"],
    ['on ? "a" : "b"', "string"],
    ["on ? row.plan : row.maybe", '"free" | "pro" | undefined'],
    ['text && "free"', "string"],
    ["on && row.plan", 'false | "free" | "pro"'],
    ['(plain(), "free")', "string"],
    ['(target = "free")', "string"],
    ["(target = row.plan)", '"free" | "pro"'],
    ['(choice ??= "free")', '"free" | "pro"'],
    // Names
    ["written", "string"],
    ["derived", "string"],
    ["kept", '"free"'],
    ["typed", '"free"'],
    ["named", "Tier"],
    ["(named)", "Tier"],
    ["changing", "Tier"],
    ["taken", "Tier"],
    ['taken === "pro" ? "x" : taken', "string"],
    ['on ? named : "free"', "Tier"],
    // Where nobody knows one part, the others tell.
    ["anything", "any"],
    ['anything ?? "free"', "string"],
    ["anything || row.plan", '"free" | "pro"'],
    ["anything ?? row.maybe", '"free" | "pro" | undefined'],
    ['(anything ?? row.maybe) ?? "none"', "string"],
    ["on ? anything : named", "Tier"],
    ["anything ?? null", "any"],
    ["anything ?? []", "any"],
    ["anything ?? undefined", "any"],
    ["ambient", '"free"'],
    ["round", "any"],
    ["value", "any"],
    ["flag", "boolean"],
    // A condition says that it is `true` here, which is no reason to declare no more than that.
    ["on ? on : undefined", "boolean | undefined"],
    ["on || undefined", "boolean | undefined"],
    ["member.admin ? (member.admin) : undefined", "boolean | undefined"],
    ["member.admin ? undefined : member.admin", "boolean | undefined"],
    ["member.maybe || null", "boolean | null"],
    ["member.maybe ?? undefined", "boolean | undefined"],
    ['member.admin ? member.admin : ("no" as const)', 'true | "no"'],
    ["sure", "true"],
    ["sure ? sure : undefined", "true | undefined"],
    ["on as true", "true"],
    ["asked.ok ? asked.ok : undefined", "true | undefined"],
    ["later", "string"],
    ["imported", "string"],
    ["importedKept", '"free"'],
    ["undefined", "undefined"],
    ["user", "{ name?: string | undefined; }"],
    ["plain", "() => void"],
    ["Plan.Free", "Plan"],
    ["big.plan", '"free" | "pro"'],
    ["{ written }.written", "string"],
    ['{ plan: "free" }', "{ plan: string; }"],
  ];
  test.each(cases)("of %s is %s", (value, type) => {
    const source = programOf({ ...files, "main.ts": `${head}const value = ${value};\n` });
    const { initializer } = declarationOf(source, "value", ts.isVariableDeclaration);
    if (!initializer) throw new Error("It has a value.");
    const checker = source.program.getTypeChecker();
    expect(checker.typeToString(widenedType(ts, checker, initializer))).toBe(type);
  });
});

describe("the type of a property of an object", () => {
  const cases: readonly (readonly [value: string, type: string])[] = [
    // What stands in the context keeps the literal.
    ["{ field: true } satisfies { field: boolean }", "boolean"],
    ['{ field: "free" } satisfies { field: "free" | "pro" }', "string"],
    ["{ field: row.plan } satisfies { field: string }", '"free" | "pro"'],
    ["{ field: true } as const", "true"],
    ["<const>{ field: true }", "true"],
    ["({ make: () => { return { field: true } satisfies { field: boolean }; } } as const).make()", "boolean"],
    ["{ field: true as const }", "true"],
    ["{ field: true as true }", "true"],
    ["{ field: true } satisfies { field: boolean } as { field: true }", "true"],
    ["{ field() { return 1; } }", "() => number"],
    ["{} as { field: true }", "true"],
    ['{} as Record<"field", true>', "true"],
  ];
  test.each(cases)("of %s is %s", (value, type) => {
    const source = programOf({ ...files, "main.ts": `${head}const value = ${value};\n` });
    const checker = source.program.getTypeChecker();
    const property = checker.getPropertyOfType(typeOf(source), "field");
    if (!property) throw new Error("It has a field.");
    expect(checker.typeToString(widenedProperty(ts, checker, property))).toBe(type);
  });
});
