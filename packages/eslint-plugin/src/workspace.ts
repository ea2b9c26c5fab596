import { once, workspaceFor, type Workspace } from "@typed-session/core";
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type ts from "typescript";
import type { LoadCommand } from "./command.js";
import { compilerOf } from "./compiler.js";
import { hostOf } from "./program-host.js";

/** The parts of a rule's context that say which file is linted. */
type Linted = Readonly<Pick<TSESLint.RuleContext<string, readonly unknown[]>, "filename" | "sourceCode">>;

/** What keeps a file from being analysed. */
export type Obstacle =
  | { readonly why: "types-needed" | "unknown-compiler" }
  /** One sentence for the user. */
  | { readonly why: "problem"; readonly problem: string };

/** The workspace of a linted file, or the reason why there is none. */
export type Found =
  | {
      readonly workspace: Workspace;
      /** The program's name of the file, which may differ from the linter's. */
      readonly fileName: string;
    }
  | Obstacle;

/** Finds the workspaces of linted files. */
export interface Workspaces {
  /**
   * The workspace of a file: that of its parser's program, else of one that the command makes. `undefined` if nothing
   * can be said about the file, and nothing is wrong.
   */
  readonly of: (linted: Linted, node: TSESTree.Program) => Found | undefined;
}

/** @param loadCommand gives the command, if it is installed */
export function createWorkspaces(loadCommand: LoadCommand): Workspaces {
  // One for all files: it keeps the last few projects.
  const programs = once(() => loadCommand()?.createPrograms());
  const find = ({ filename, sourceCode }: Linted, node: TSESTree.Program): Found | undefined => {
    const { program, esTreeNodeToTSNodeMap } = sourceCode.parserServices ?? {};
    if (program && esTreeNodeToTSNodeMap) return fromParser(program, esTreeNodeToTSNodeMap.get(node).fileName);
    const own = programs();
    if (!own) return { why: "types-needed" };
    const found = own.workspaceOf(filename, sourceCode.text);
    return found && "problem" in found ? { why: "problem", ...found } : found;
  };
  // All rules of a file ask; with its next text it has another tree.
  const known = new WeakMap<TSESTree.Program, { readonly found: Found | undefined }>();
  return {
    of: (linted, node) => {
      const answer = known.get(node) ?? { found: find(linted, node) };
      known.set(node, answer);
      return answer.found;
    },
  };
}

const workspaces = new WeakMap<ts.Program, Workspace | "unknown-compiler" | "no-tsconfig">();

function fromParser(program: ts.Program, fileName: string): Found | undefined {
  const workspace = workspaces.get(program) ?? createWorkspace(program);
  workspaces.set(program, workspace);
  if (workspace === "no-tsconfig") return undefined;
  return workspace === "unknown-compiler" ? { why: workspace } : { workspace, fileName };
}

function createWorkspace(program: ts.Program): Workspace | "unknown-compiler" | "no-tsconfig" {
  const configFile = program.getCompilerOptions()["configFilePath"];
  if (typeof configFile !== "string") return "no-tsconfig";
  const ts = compilerOf(program);
  if (!ts) return "unknown-compiler";
  const workspace = workspaceFor(ts, { program, host: hostOf(ts, program), configFile, sys: ts.sys });
  // The parser's default project has a tsconfig's options but none of its files, so the rest of the project is unknown.
  return program.getRootFileNames().some(workspace.wouldInclude) ? workspace : "no-tsconfig";
}
