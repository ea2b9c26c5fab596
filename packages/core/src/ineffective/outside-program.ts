import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { EditSet, TextEdit } from "../edits/text-edit.js";
import { once } from "../compiler/once.js";
import { declaredFields, type Augmentation } from "../declared/augmentations.js";
import { at } from "../declare/finding.js";
import type { Ineffective } from "./ineffective.js";
import { moveInto } from "./move.js";
import type { Workspace } from "../api/workspace.js";
import { usualAugmentationFiles } from "../discover/augmentation-files.js";
import { isGenerated } from "../compiler/own-files.js";

/** An augmentation in a file outside the program. */
export interface Stray extends Augmentation {
  /** Whether another program with the same auth config includes the file. */
  readonly isElsewhere: boolean;
}

/**
 * The files with augmentations that the tsconfig leaves out and that declare a missing field.
 * @param newFileName gives the name of a new augmentation file that the program would include
 * @param own the project's augmentations in the program
 */
export function outsideProgram(
  workspace: Workspace,
  strays: readonly Stray[],
  isMissing: (field: string) => boolean,
  newFileName: () => string | undefined,
  own: readonly Augmentation[],
): Ineffective[] {
  const { ts, configFile } = workspace;
  const { root, host, mayDeleteFiles = false } = workspace;
  const exists = (name: string): boolean => host.fileExists(name);
  const firstOfFiles = strays.filter(({ file }, index) => strays.findIndex((one) => one.file === file) === index);
  const fieldsOf = (of: ts.SourceFile): string[] =>
    strays
      .filter(({ file }) => file === of)
      .flatMap(({ members }) => members.flatMap(({ name, node }) => declaredFields(ts, name, node)));
  const missed = firstOfFiles.filter(
    ({ file }) => fieldsOf(file).some(isMissing) && !belongsToAnotherProject(root, file.fileName, exists),
  );
  if (missed.length === 0) return [];
  const generated = configFile && generatedPart(ts, configFile);
  const isFrameworks = generated !== undefined;
  const move = isFrameworks ? moveOf(workspace, own, newFileName()) : undefined;
  const moved = once(() => {
    const files = missed.map(({ file }) => file).filter((file) => sourceBeside(file.fileName, exists) === undefined);
    return move?.to === undefined || !mayDeleteFiles
      ? undefined
      : moveInto(workspace, [...files, ...move.along], move.to);
  });
  return missed.flatMap((stray, index): Ineffective[] => {
    const fields = fieldsOf(stray.file);
    const source = sourceBeside(stray.file.fileName, exists);
    if (source !== undefined) return [shadowed(stray, source, fields)];
    // One edit moves all files; the first finding carries it.
    const edits = isFrameworks
      ? index === 0
        ? moved()
        : undefined
      : configFile && includeInConfig(ts, configFile, stray.file.fileName);
    const where = configFile ? configFile.fileName.slice(configFile.fileName.lastIndexOf("/") + 1) : "the tsconfig";
    return [
      {
        ...at(stray.specifier),
        message: stray.isElsewhere
          ? `${where}, whose program holds the auth config, does not include this file: what it declares takes no effect there.`
          : `This file is not part of the program (${where} does not include it): nothing that it declares takes effect.`,
        edits,
        manual:
          move === undefined
            ? `Add the file to \`include\` in ${where}.`
            : `${move.advice}: ${generated ?? where} is generated.`,
        fields,
      },
    ];
  });
}

interface Move {
  readonly advice: string;
  /** The target file, if there is one. */
  readonly to?: string;
  /** The project's files that have to move along. */
  readonly along: readonly ts.SourceFile[];
}

/**
 * The target for a stray file's declarations. Every program must include the target, and the project must not end up
 * with two files for the same interfaces: the declarations go into an existing file, or that file moves along.
 */
function moveOf(workspace: Workspace, own: readonly Augmentation[], newFileName: string | undefined): Move | undefined {
  const { root } = workspace;
  const isSeenByAll = seenByMost(workspace);
  const nameOf = (fileName: string): string => `\`${fileName.slice(root.length + 1)}\``;
  const files = [...new Set(own.flatMap(({ file, members }) => (members.length > 0 ? [file] : [])))];
  const file = files.find(({ fileName }) => isSeenByAll(fileName))?.fileName;
  if (file !== undefined) {
    return { advice: `Move what it declares into ${nameOf(file)}, which the program includes`, to: file, along: [] };
  }
  if (newFileName === undefined) return undefined;
  if (!isSeenByAll(newFileName)) return { advice: "Move what it declares to where all programs include it", along: [] };
  const names = files.map(({ fileName }) => nameOf(fileName)).join(", ");
  const what = names === "" ? "Move it" : `Move what it and ${names} declare`;
  return { advice: `${what} to ${nameOf(newFileName)}, which the program includes`, to: newFileName, along: files };
}

/**
 * A test whether a file is where most programs of the project see it: included by as many of them as the best usual
 * place, and in that place's top folder.
 */
function seenByMost({ root, wouldInclude, programsIncluding }: Workspace): (fileName: string) => boolean {
  if (!programsIncluding) return () => true;
  const [best] = usualAugmentationFiles(root)
    .filter(wouldInclude)
    .sort((a, b) => programsIncluding(b) - programsIncluding(a));
  if (best === undefined) return () => false;
  const [folder, ...rest] = best.slice(root.length + 1).split("/");
  const start = rest.length > 0 && folder !== undefined ? `${root}/${folder}/` : root;
  return (fileName) => fileName.startsWith(start) && programsIncluding(fileName) >= programsIncluding(best);
}

/**
 * The source file of the same name, which keeps a declaration file out of every program, whatever the tsconfig
 * includes.
 */
function sourceBeside(fileName: string, fileExists: (fileName: string) => boolean): string | undefined {
  return [".ts", ".tsx"]
    .map((extension) => fileName.replace(/\.d\.ts$/, extension))
    .find((name) => name !== fileName && fileExists(name));
}

function shadowed({ specifier }: Augmentation, source: string, fields: readonly string[]): Ineffective {
  const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
  return {
    ...at(specifier),
    message: `This file is not part of the program: TypeScript takes it for the output of ${nameOf(source)} beside it. Nothing that it declares takes effect.`,
    edits: undefined,
    manual: "Give it another name, for example next-auth.d.ts.",
    fields,
  };
}

/**
 * Whether a folder between `root` and the file has a tsconfig of its own, which makes it another project. Both names
 * are absolute.
 */
export function belongsToAnotherProject(
  root: string,
  fileName: string,
  fileExists: (fileName: string) => boolean,
): boolean {
  let folder = fileName.slice(0, fileName.lastIndexOf("/"));
  while (folder.length > root.length) {
    if (fileExists(`${folder}/tsconfig.json`)) return true;
    folder = folder.slice(0, folder.lastIndexOf("/"));
  }
  return false;
}

/**
 * The generated part of a tsconfig that decides which files it includes: the whole tsconfig, or the `include` that it
 * inherits from a generated one. `undefined` if the author writes that part.
 */
function generatedPart(
  ts: TypeScript,
  { fileName, text }: { readonly fileName: string; readonly text: string },
): string | undefined {
  const folder = fileName.slice(0, fileName.lastIndexOf("/") + 1);
  if (isGenerated(fileName)) return fileName.slice(folder.length);
  const own = ts.parseConfigFileTextToJson(fileName, text).config as
    { readonly extends?: unknown; readonly include?: unknown; readonly files?: unknown } | undefined;
  if (!own || own.include !== undefined || own.files !== undefined) return undefined;
  const bases = [own.extends].flat().filter((one) => typeof one === "string");
  // The last base wins.
  const base = bases.findLast((one) => isGenerated(`${folder}${one.replace(/^\.\//, "")}`));
  return base === undefined ? undefined : `the \`include\` of ${fileName.slice(folder.length)}`;
}

/** Adds a file to a tsconfig's own `include`; an inherited one cannot be changed. */
function includeInConfig(
  ts: TypeScript,
  config: { readonly fileName: string; readonly text: string },
  fileName: string,
): EditSet | undefined {
  const folder = config.fileName.slice(0, config.fileName.lastIndexOf("/") + 1);
  if (!fileName.startsWith(folder)) return undefined;
  const json = ts.parseJsonText(config.fileName, config.text);
  const root = json.statements[0]?.expression;
  if (!root || !ts.isObjectLiteralExpression(root)) return undefined;
  const property = (name: string): ts.Expression | undefined =>
    root.properties
      .filter(ts.isPropertyAssignment)
      .find((one) => ts.isStringLiteral(one.name) && one.name.text === name)?.initializer;
  const include = property("include");
  if (!include || !ts.isArrayLiteralExpression(include) || property("exclude")) return undefined;
  const last = include.elements.at(-1);
  const text = JSON.stringify(fileName.slice(folder.length));
  const edit: TextEdit = last
    ? { fileName: config.fileName, start: last.end, end: last.end, text: `, ${text}` }
    : { fileName: config.fileName, start: include.end - 1, end: include.end - 1, text };
  return { edits: [edit], newFiles: [] };
}
