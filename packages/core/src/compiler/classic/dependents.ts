import type ts from "typescript";
import type { Dependents } from "../compiler.js";
import { isOwnFile } from "../own-files.js";
import { importsOf } from "./resolutions.js";
import type { ClassicTypeScript } from "./typescript.js";
import { isGlobalBlock } from "../../syntax/global-block.js";

/**
 * @param mayAugment whether a module's augmentation is known to concern only the importers of the files in `changed`
 */
export function dependentsIn(
  ts: ClassicTypeScript,
  program: ts.Program,
  mayAugment: (specifier: string) => boolean,
): Dependents {
  const importers = new Map<ts.SourceFile, ts.SourceFile[]>();
  const unresolved: ts.SourceFile[] = [];
  for (const file of program.getSourceFiles()) {
    const { files, isComplete } = importsOf(ts, program, file);
    // An unresolved import may resolve to an added file.
    if (!isComplete && isOwnFile(program, file)) unresolved.push(file);
    for (const imported of files) {
      const known = importers.get(imported);
      if (known) known.push(file);
      else importers.set(imported, [file]);
    }
  }
  const isForAll = (file: ts.SourceFile): boolean => declaresForAll(ts, file, mayAugment);
  return {
    of: (changed) => {
      const reached = new Set<ts.SourceFile>();
      for (const name of changed) {
        const file = program.getSourceFile(name);
        if (file) reached.add(file);
        else for (const one of unresolved) reached.add(one);
      }
      // Iteration over a set includes files added meanwhile, so the importers of importers are followed.
      for (const file of reached) {
        if (isForAll(file)) return () => true;
        for (const importer of importers.get(file) ?? []) reached.add(importer);
      }
      const names = new Set([...reached].map(({ fileName }) => fileName));
      return ({ fileName }) => names.has(fileName);
    },
  };
}

/**
 * Whether a file declares something that is visible without an import of the file and that can depend on the file's
 * imports or declarations. Nothing in `declare global { interface Window { dataLayer: unknown[] } }` does.
 */
function declaresForAll(
  ts: ClassicTypeScript,
  file: ts.SourceFile,
  mayAugment: (specifier: string) => boolean,
): boolean {
  if (!ts.isExternalModule(file)) return true;
  const blocks = file.statements.filter(
    (statement): statement is ts.ModuleDeclaration =>
      ts.isModuleDeclaration(statement) &&
      (isGlobalBlock(ts, statement) || (ts.isStringLiteral(statement.name) && !mayAugment(statement.name.text))),
  );
  if (blocks.length === 0) return false;
  const isBlock = new Set<ts.Statement>(blocks);
  const others = file.statements.filter((one) => !isBlock.has(one));
  const names = new Set(others.flatMap((statement) => namesIn(ts, statement)));
  const words = blocks.flatMap((block) => block.getText(file).match(/[\w$]+/g) ?? []);
  return words.some((word) => word === "import" || names.has(word));
}

/** The names that a statement of a module imports or declares for the module. */
function namesIn(ts: ClassicTypeScript, statement: ts.Statement): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const { name } = node as { readonly name?: ts.Node };
    if (name && ts.isIdentifier(name)) names.push(name.text);
    node.forEachChild(visit);
  };
  visit(statement);
  return names;
}
