import type ts from "typescript";
import type { Sync } from "./modules.js";
import type { Registry } from "./registry.js";

/** The forms of a file's name behind the path that a type's text names. */
const endings = ["", ".ts", ".tsx", ".d.ts", ".mts", ".d.mts", ".cts", ".d.cts", ".js", ".jsx", ".mjs", ".cjs"];

/** Finds a file of the program, by its absolute name. */
export type FindFile = (fileName: string) => ts.SourceFile | undefined;

/**
 * The named parts that a union was built from: `Plan` and `undefined` of `Plan | undefined`, whose members are
 * `"free"`, `"pro"` and `undefined`. The compiler remembers them and tells them only in the type's text.
 *
 * @param text the type with the paths of the names' files: `import("/app/plans").Plan | undefined`
 * @returns `undefined` if none of the parts has a name
 */
export function namedPartsOf(
  registry: Registry,
  union: Sync.UnionType,
  text: string,
  findFile: FindFile,
): readonly ts.Type[] | undefined {
  const names = partsIn(text).flatMap((part) => {
    const [, path = "", name = ""] = /^import\("([^"]+)"\)\.([\w$.]+)$/.exec(part) ?? [];
    const type = path === "" ? undefined : typeNamed(registry, path, name.split("."), findFile);
    return type ? [type] : [];
  });
  const members = registry.types(union.getTypes());
  const isWithin = (type: ts.Type): type is ts.UnionType =>
    type.isUnion() && type.types.every((part) => members.includes(part));
  const named = names.filter(isWithin);
  if (named.length === 0) return undefined;
  const covered = new Set(named.flatMap(({ types }) => types));
  return [...named, ...members.filter((member) => !covered.has(member))];
}

/** The parts of a union's text; those inside of brackets and quotes are not split. */
function partsIn(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  let quote = "";
  for (let index = 0; index < text.length; index++) {
    const letter = text.charAt(index);
    if (quote !== "") quote = letter === quote && text[index - 1] !== "\\" ? "" : quote;
    else if (/["'`]/.test(letter)) quote = letter;
    else if (/[([{<]/.test(letter)) depth++;
    else if (/[)\]}>]/.test(letter)) depth--;
    else if (letter === "|" && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}

/** The type that a module exports, perhaps in a namespace. */
function typeNamed(
  registry: Registry,
  path: string,
  names: readonly string[],
  findFile: FindFile,
): ts.Type | undefined {
  const { checker } = registry;
  const files = [path, `${path}/index`].flatMap((one) => endings.map((ending) => one + ending));
  const file = files.reduce<ts.SourceFile | undefined>((found, name) => found ?? findFile(name), undefined);
  let symbol = file && checker.getSymbolAtLocation(file as never);
  for (const name of names) symbol &&= memberOf(registry, symbol, name);
  return symbol && registry.type(checker.getDeclaredTypeOfSymbol(symbol));
}

function memberOf({ checker, kinds }: Registry, owner: Sync.Symbol, name: string): Sync.Symbol | undefined {
  const found = checker.getExportsOfModule(owner).find((one) => one.name === name);
  return found && (found.flags & kinds.alias) !== 0 ? checker.getAliasedSymbol(found) : found;
}
