import ts from "typescript";

/** The interfaces whose members are deleted. */
const strippedNames = ["Session", "JWT", "User"] as const;

/** A program's augmentations without their members, and copies of the members beside them. */
export interface Stripped {
  /** The files with augmentations, without the members, by file name. */
  readonly without: ReadonlyMap<string, string>;
  /**
   * Copies of the same files that declare the members again in `BeforeSession`, `BeforeJWT` and `BeforeUser`, by file
   * name.
   */
  readonly copies: ReadonlyMap<string, string>;
}

/** The outcome of a deleted member. */
export interface Outcome {
  /** `Session.user.role`. */
  readonly member: string;
  /** `stronger`: it could be left out, and now it is always there; the types are otherwise the same. */
  readonly verdict: "same" | "stronger" | "weaker" | "other" | "missing";
  /** The types before and after, for the reader of a failure. */
  readonly before: string;
  readonly after: string | undefined;
}

interface Block {
  readonly specifier: string;
  readonly block: ts.ModuleDeclaration & { readonly body: ts.ModuleBlock };
  readonly interfaces: readonly ts.InterfaceDeclaration[];
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** @param blocks whether the emptied interfaces stay, or go with the blocks around them */
export function strip(program: ts.Program, blocks: "stay" | "go"): Stripped {
  const checker = program.getTypeChecker();
  const files = program.getSourceFiles().filter((file) => isOwn(file) && blocksIn(file).length > 0);
  const symbols = new Map<ts.Symbol, Name>();
  for (const declared of files.flatMap((file) => blocksIn(file))) {
    for (const { name } of declared.interfaces) {
      const symbol = checker.getSymbolAtLocation(name);
      if (symbol) symbols.set(symbol, { name: name.text, specifier: declared.specifier });
    }
  }
  return {
    without: new Map(
      files.map((file) => [
        file.fileName,
        replaced(
          file,
          blocksIn(file).flatMap((one) => emptied(file, one, blocks)),
        ),
      ]),
    ),
    copies: new Map(files.map((file) => [copyName(file.fileName), copyOf(file, checker, symbols)])),
  };
}

/** Compares the copies' declarations with those of the program's interfaces. */
export function outcomes(program: ts.Program): Outcome[] {
  const checker = program.getTypeChecker();
  const found = new Map<string, Outcome>();
  for (const file of program.getSourceFiles().filter(({ fileName }) => isCopy(fileName))) {
    for (const { block, interfaces } of blocksIn(file, (name) => `Before${name}`)) {
      const module = checker.getSymbolAtLocation(block.name);
      const exports = module ? checker.getExportsOfModule(module) : [];
      for (const { name } of interfaces) {
        const plain = name.text.slice("Before".length);
        const before = checker.getSymbolAtLocation(name);
        const exported = exports.find((one) => one.name === plain);
        const after = exported && unaliased(checker, exported);
        if (!before || !after) throw new Error(`There is no ${plain} in ${block.name.getText()}.`);
        const types = [checker.getDeclaredTypeOfSymbol(before), checker.getDeclaredTypeOfSymbol(after)] as const;
        for (const one of compared(program, plain, ...types)) found.set(one.member, one);
      }
    }
  }
  return [...found.values()];
}

interface Name {
  readonly name: string;
  readonly specifier: string;
}

function isOwn({ fileName }: ts.SourceFile): boolean {
  return !fileName.includes("/node_modules/") && !isCopy(fileName);
}

function copyName(fileName: string): string {
  return fileName.replace(/((?:\.d)?\.[cm]?tsx?)$/, ".before-strip$1");
}

function isCopy(fileName: string): boolean {
  return /\.before-strip(?:\.d)?\.[cm]?tsx?$/.test(fileName);
}

function blocksIn(file: ts.SourceFile, nameOf: (name: string) => string = (name) => name): Block[] {
  return file.statements.flatMap((block): Block[] => {
    if (!ts.isModuleDeclaration(block) || !ts.isStringLiteral(block.name) || !block.body) return [];
    if (!ts.isModuleBlock(block.body) || !/^(?:next-auth|@auth\/)/.test(block.name.text)) return [];
    const interfaces = block.body.statements.filter(
      (one): one is ts.InterfaceDeclaration =>
        ts.isInterfaceDeclaration(one) && strippedNames.some((name) => nameOf(name) === one.name.text),
    );
    const whole = block as Block["block"];
    return interfaces.length > 0 ? [{ specifier: block.name.text, block: whole, interfaces }] : [];
  });
}

function emptied(file: ts.SourceFile, { block, interfaces }: Block, blocks: "stay" | "go"): Replacement[] {
  const whole = (node: ts.Node): Replacement => ({ start: node.getStart(file), end: node.end, text: "" });
  if (blocks === "go") {
    return interfaces.length === block.body.statements.length ? [whole(block)] : interfaces.map(whole);
  }
  return interfaces.map(({ name, end }) => ({ start: name.end, end, text: " {}" }));
}

/** The file with its interfaces renamed, together with all references to them in the file. */
function copyOf(file: ts.SourceFile, checker: ts.TypeChecker, symbols: ReadonlyMap<ts.Symbol, Name>): string {
  const imports = new Map<string, string>();
  const imported = ({ name, specifier }: Name, prefix: "Before" | "After"): string => {
    const exportName = prefix === "Before" ? `Before${name}` : name;
    imports.set(`${prefix}${name}Type`, `import type { ${exportName} as ${prefix}${name}Type } from "${specifier}";\n`);
    return `${prefix}${name}Type`;
  };
  const changes = blocksIn(file).flatMap(({ block, interfaces, specifier }): Replacement[] =>
    block.body.statements.flatMap((statement): Replacement[] => {
      const found = interfaces.find((one) => one === statement);
      if (!found) return [{ start: statement.getStart(file), end: statement.end, text: "" }];
      const { name, heritageClauses = [] } = found;
      const renamed = { start: name.getStart(file), end: name.end, text: `Before${name.text}` };
      if (name.text !== "User") return [renamed];
      // The author's members of a user come on top of the library's.
      const base = imported({ name: "User", specifier }, "After");
      const [first] = heritageClauses.flatMap(({ types }) => types);
      return first
        ? [renamed, { start: first.getStart(file), end: first.getStart(file), text: `${base}, ` }]
        : [{ ...renamed, text: `${renamed.text} extends ${base}` }];
    }),
  );
  const visit = (node: ts.Node): void => {
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined;
    const symbol = name && checker.getSymbolAtLocation(name);
    const known = symbol && symbols.get(unaliased(checker, symbol));
    if (name && known) changes.push({ start: name.getStart(file), end: name.end, text: imported(known, "Before") });
    ts.forEachChild(node, visit);
  };
  for (const statement of file.statements) {
    if (
      ts.isModuleDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement)
    )
      visit(statement);
  }
  const removed = changes.filter(({ text }) => text === "");
  const kept = changes.filter(
    (one) => one.text === "" || !removed.some(({ start, end }) => start <= one.start && one.end <= end),
  );
  return [...imports.values(), replaced(file, kept)].join("");
}

function replaced(file: ts.SourceFile, changes: readonly Replacement[]): string {
  return [...changes]
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), file.text);
}

function unaliased(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

function compared(program: ts.Program, path: string, before: ts.Type, after: ts.Type | undefined): Outcome[] {
  const checker = program.getTypeChecker();
  const isAuthors = ({ declarations = [] }: ts.Symbol): boolean =>
    declarations.some((one) => !one.getSourceFile().fileName.includes("/node_modules/") && !isOfStripped(one));
  return checker
    .getPropertiesOfType(before)
    .filter(isAuthors)
    .flatMap((property): Outcome[] => {
      const member = `${path}.${property.name}`;
      const found = after && checker.getPropertyOfType(after, property.name);
      const types = [property, found].map((one) => one && checker.getTypeOfSymbol(one));
      if (member === "Session.user") {
        const [inside, now] = types.map((type) => type && checker.getNonNullableType(type));
        const inner = inside && inside.flags & objects ? compared(program, member, inside, now) : [];
        if (inner.length > 0) return inner;
      }
      const [is, isNow] = [property, found].map((one) => one && memberOf(checker, one));
      return is ? [{ member, verdict: verdictOf(checker, is, isNow), before: is.text, after: isNow?.text }] : [];
    });
}

const objects = ts.TypeFlags.Object | ts.TypeFlags.Intersection;

/** Whether it is declared in a stripped interface, as `fix` has filled it again. */
function isOfStripped({ parent }: ts.Declaration): boolean {
  let node: ts.Node = parent;
  while (!ts.isInterfaceDeclaration(node) && !ts.isSourceFile(node)) node = node.parent;
  return (
    ts.isInterfaceDeclaration(node) &&
    strippedNames.some((name) => name === node.name.text) &&
    ts.isModuleBlock(node.parent) &&
    ts.isStringLiteral(node.parent.parent.name)
  );
}

/** A member's type without `undefined`, and whether it may be that. */
interface Member {
  readonly parts: readonly ts.Type[];
  readonly whole: ts.Type;
  readonly optional: boolean;
  readonly text: string;
}

function memberOf(checker: ts.TypeChecker, symbol: ts.Symbol): Member {
  const whole = checker.getTypeOfSymbol(symbol);
  const all = whole.isUnion() ? whole.types : [whole];
  const parts = all.filter(({ flags }) => (flags & ts.TypeFlags.Undefined) === 0);
  const optional = parts.length < all.length || (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const text = checker.typeToString(whole, undefined, ts.TypeFormatFlags.NoTruncation);
  return { parts, whole, optional, text: `${optional ? "?" : ""}: ${text}` };
}

function verdictOf(checker: ts.TypeChecker, before: Member, after: Member | undefined): Outcome["verdict"] {
  if (!after) return "missing";
  const isAny = ({ whole }: Member): boolean => (whole.flags & ts.TypeFlags.Any) !== 0;
  const fits = (some: Member, other: Member): boolean =>
    some.parts.every((part) => checker.isTypeAssignableTo(part, other.whole));
  if (isAny(before) !== isAny(after) || !fits(before, after) || !fits(after, before)) return "other";
  if (before.optional === after.optional) return "same";
  return before.optional ? "stronger" : "weaker";
}
