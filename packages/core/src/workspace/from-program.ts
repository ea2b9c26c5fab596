import type ts from "typescript";
import type { System } from "../api/program.js";
import type { ClassicTypeScript } from "../compiler/classic/typescript.js";
import { inclusionOf } from "./inclusion.js";
import { possibleImporters } from "./packages/importers.js";
import { monorepoAround, packageAround, type Package } from "./packages/monorepo.js";
import { once } from "../compiler/once.js";
import { mayAugment } from "../discover/text-scan.js";
import type { StrayFile, Workspace, LastOverlay } from "../api/workspace.js";
import { usualAugmentationFiles } from "../discover/augmentation-files.js";
import { isGenerated } from "../compiler/own-files.js";

/** A program and its tsconfig. */
export interface ConfiguredProgram {
  readonly program: ts.Program;
  /** The program's host, or one that answers like it. */
  readonly host: ts.CompilerHost;
  /** Absolute, `/`-separated. */
  readonly configFile: string;
  readonly sys: System;
  readonly lastOverlay?: LastOverlay;
  /** Whether the surface can edit files of other packages of the repository. */
  readonly editsRepository?: boolean;
}

/** The engine's view of a program that a language server, a build or a linter keeps. */
export function workspaceFor(
  ts: ClassicTypeScript,
  { program, host, configFile, sys, lastOverlay, editsRepository = false }: ConfiguredProgram,
): Workspace {
  const root = projectRoot(configFile);
  const includes = includedBy(ts, sys, configFile);
  const siblings = siblingConfigs(ts, sys, root, configFile).map((name) => includedBy(ts, sys, name));
  const repository = once(() => monorepoAround(sys, root));
  const importersOf = (directory: string): readonly Package[] => {
    const monorepo = repository();
    const target = monorepo && packageAround(monorepo, directory);
    return target ? possibleImporters(ts, sys, monorepo, target) : [];
  };
  const inPackage = (directory: string): Pick<Workspace, "isImported" | "whyReadersUnknown" | "strayFiles"> => {
    const importers = once(() => importersOf(directory));
    return {
      isImported: () => importers().length > 0,
      whyReadersUnknown: () => readersUnknown(importers()),
      strayFiles: usualAugmentationFiles(directory).flatMap((name) => strayAt(sys, program, name)),
    };
  };
  const own: Workspace = {
    ts,
    program,
    host,
    ...(lastOverlay && { lastOverlay }),
    root,
    reportRoot: root,
    wouldInclude: includes,
    ...(siblings.length > 0 && {
      programsIncluding: (fileName) => [includes, ...siblings].filter((one) => one(fileName)).length,
    }),
    configFile: { fileName: configFile, text: sys.readFile(configFile) ?? "" },
    ...inPackage(root),
  };
  if (!editsRepository) return own;
  return {
    ...own,
    inPackageOf: (fileName) => {
      const monorepo = repository();
      const home = monorepo && packageAround(monorepo, fileName);
      if (!home || home === packageAround(monorepo, root)) return undefined;
      return { ...own, root: home.directory, editRoot: home.directory, ...inPackage(home.directory) };
    },
  };
}

function readersUnknown([one]: readonly Package[]): string | undefined {
  return (
    one &&
    `\`${one.name ?? one.directory.slice(one.directory.lastIndexOf("/") + 1)}\` may import this package and rely on the field: \`npx typed-session fix\` reads both.`
  );
}

/** The project's directory. If a framework generates the tsconfig, it is the parent of the framework's folder. */
export function projectRoot(configFile: string): string {
  const folder = configFile.slice(0, configFile.lastIndexOf("/"));
  return isGenerated(configFile) ? folder.replace(/\/\.[\w-]+$/, "") : folder;
}

/** The other tsconfigs that the root's own refers to, if it refers to this one. */
function siblingConfigs(ts: ClassicTypeScript, sys: System, root: string, configFile: string): string[] {
  const main = `${root}/tsconfig.json`;
  if (main === configFile || !sys.fileExists(main)) return [];
  const references = (parseConfig(ts, sys, main)?.projectReferences ?? []).map((one) =>
    ts.resolveProjectReferencePath(one),
  );
  return references.includes(configFile as ts.ResolvedConfigFileName)
    ? references.filter((name) => name !== configFile)
    : [];
}

function includedBy(ts: ClassicTypeScript, sys: System, configFile: string): (fileName: string) => boolean {
  return inclusionOf(ts, sys, (only) => parseConfig(ts, only, configFile));
}

function parseConfig(ts: ClassicTypeScript, sys: System, fileName: string): ts.ParsedCommandLine | undefined {
  return ts.getParsedCommandLineOfConfigFile(
    fileName,
    {},
    { ...sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
}

function strayAt(sys: System, program: ts.Program, fileName: string): StrayFile[] {
  if (program.getSourceFile(fileName) || !sys.fileExists(fileName)) return [];
  const text = sys.readFile(fileName) ?? "";
  return mayAugment(text) ? [{ fileName, text, isElsewhere: false }] : [];
}
