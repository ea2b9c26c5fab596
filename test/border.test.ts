import { ESLint, Linter } from "eslint";
import { resolve } from "node:path";
import tseslint from "typescript-eslint";
import { beforeAll, describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** The rule of this repository that keeps the compiler's own things in `compiler/`, as it stands for a file. */
async function ruleFor(file: string): Promise<Linter.RuleEntry | undefined> {
  const config = (await new ESLint({ cwd: root }).calculateConfigForFile(file)) as Linter.Config;
  return config.rules?.["no-restricted-syntax"];
}

let rule: Linter.RuleEntry | undefined;
beforeAll(async () => {
  rule = await ruleFor("packages/core/src/rules/no-undeclared-field.ts");
});

function isRefused(code: string): boolean {
  const messages = new Linter().verify(code, {
    languageOptions: { parser: tseslint.parser },
    rules: { "no-restricted-syntax": rule ?? "off" },
  });
  return messages.some(({ message }) => message.includes("Only `compiler/` asks the compiler"));
}

describe("lint refuses outside of compiler/:", () => {
  test.each([
    ["to take the checker", "const checker = program.getTypeChecker();"],
    ["to be given one", "function ask(checker: ts.TypeChecker) {}"],
    ["to find one", "types.checker.getAnyType();"],
    ["to take one out of an object", "const { checker } = types;"],
    ["to make a program", "ts.createProgram([], {});"],
    ["to ask a program for errors", "program.getSemanticDiagnostics(file);"],
    ["the flags of types", "const isAny = (type.flags & ts.TypeFlags.Any) !== 0;"],
    ["the flags of types by another name", "const { TypeFlags } = ts;"],
    ["the flags of symbols", "const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;"],
    ["the methods of types", "if (type.isUnion()) list(type.types);"],
    ["the methods of types that ts has as well", "if (type.isStringLiteral()) list(type.value);"],
    ["the properties of types", 'type.getProperty("plan");'],
    ["the symbol of a type", "type.getSymbol();"],
    ["the declarations of a symbol", "symbol?.declarations?.some(isOwn);"],
    ["the declarations of a symbol that is taken apart", "const { valueDeclaration } = symbol;"],
    ["the alias of a type", "const name = type.aliasSymbol;"],
  ])("%s", (_, code) => {
    expect(isRefused(code)).toBe(true);
  });
});

describe("lint allows outside of compiler/:", () => {
  test.each([
    ["to ask types", "const any = types.isAny(types.typeAt(node));"],
    ["the name of a symbol", "const { name } = property;"],
    ["the predicates of ts", "if (ts.isStringLiteral(node) || run.ts.isUnionTypeNode(node)) visit(node);"],
    ["the flags of nodes", "const isConst = (list.flags & ts.NodeFlags.Const) !== 0;"],
    ["the variables of a list", "for (const one of statement.declarationList.declarations) visit(one);"],
    ["the types of a written union", "node.types.map(visit);"],
  ])("%s", (_, code) => {
    expect(isRefused(code)).toBe(false);
  });
});

test("lint allows all of that inside compiler/", async () => {
  expect(await ruleFor("packages/core/src/compiler/types.ts")).toBeUndefined();
});
