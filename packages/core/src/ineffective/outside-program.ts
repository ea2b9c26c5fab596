import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { isGenerated } from "../compiler/module-names.js";
import type { EditSet, TextEdit } from "../edits/text-edit.js";
import { once } from "../compiler/once.js";
import { declaredFields, type Augmentation } from "../declared/augmentations.js";
import { at } from "../declare/finding.js";
import type { Ineffective } from "./ineffective.js";
import { moveInto } from "./move.js";
import type { Workspace } from "../api/workspace.js";
import { usualAugmentationFiles } from "../discover/augmentation-files.js";

/** An augmentation in a file that the program does not hold. */
export interface Stray extends Augmentation {
  /** Whether another program that holds the same auth config does. */
  readonly isElsewhere: boolean;
}

/**
 * The files with augmentations that the tsconfig leaves out, as far as they declare something that is missing without them.
 * @param newFileName where the program would take an augmentation
 * @param own the project's augmentations that the program takes
 */
export function outsideProgram(
  workspace: Workspace,
  strays: readonly Stray[],
  isMissing: (field: string) => boolean,
  newFileName: string | undefined,
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
  const generated = configFile && generatedPart(ts, configFile);
  const isFrameworks = generated !== undefined;
  const move = isFrameworks ? moveOf(workspace, own, newFileName) : undefined;
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
    // All files go in one move, which the first of them carries.
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
  /** The file to which it goes; none where nobody knows one. */
  readonly to?: string;
  /** The project's files that have to go along. */
  readonly along: readonly ts.SourceFile[];
}

/**
 * Where what a file declares is to be moved. Never where another program does not take it, and never beside a file of the project
 * that declares the same interfaces: it goes into such a file, or that file goes along.
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

/** Tells of a file whether it stands where most programs of the project see it: as many of them, and in the same folder of the root. */
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

/** The source file that keeps a declaration file of the same name out of every program, whatever the tsconfig includes. */
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

/** Whether a folder between `root` and the file has a tsconfig of its own, which makes it another project. Both names are absolute. */
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
 * What of a tsconfig says which files it takes, where a framework writes that: the tsconfig itself, or the one of which its author's own
 * has the `include`.
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
  // The last one says it, where several do.
  const base = bases.findLast((one) => isGenerated(`${folder}${one.replace(/^\.\//, "")}`));
  return base === undefined ? undefined : `the \`include\` of ${fileName.slice(folder.length)}`;
}

/** Adds a file to the `include` that a tsconfig writes itself; one that it inherits cannot be added to. */
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
