import {
  absoluteName,
  byCause,
  compilerOf,
  findSettings,
  inspect,
  mayAugment,
  mayReadSession,
  once,
  placedFindingId,
  rules,
  withSettings,
  type Diagnostic,
  type FileChange,
  type FindingWithParts,
  type RuleSeverity,
  type TypeScript,
  type Workspace,
} from "@typed-session/core";
import type ts from "typescript";
import { declarationPlace, type Place } from "./declaration-place.js";
import type { Settings } from "./options.js";

/** The analysis of a program, for all its files and all rules. */
export interface Project {
  /** The faults of the settings that the project has for all surfaces: one sentence each. */
  readonly problems: readonly string[];
  /**
   * The findings that count, one for each cause, in the order of files and lines.
   *
   * @param counts whether a finding's rule reports it: a part of one that is not reported stands alone
   */
  readonly found: (counts: (finding: Diagnostic) => boolean) => readonly FindingWithParts[];
  /**
   * The fix of some findings.
   *
   * @param isDeclared whether the findings beside them that ask for declarations are reported, and so fixed, as well
   */
  readonly proof: (findings: readonly Diagnostic[], isDeclared: boolean) => Proof;
  /** The text of a file of the program. */
  readonly textOf: (fileName: string) => string;
  /** The absolute name of a file in a finding. */
  readonly absolute: (file: string) => string;
  /** The name of a file in findings and messages. */
  readonly relative: (fileName: string) => string;
  /** The place at which a file's declaration of a library interface is reported; see `declarationPlace`. */
  readonly placeOf: (fileName: string, interfaceName: string | undefined, offset: number) => Place;
  /** Whether a linter can fix a finding when it comes to this file. */
  readonly isFixable: (fileName: string) => boolean;
  /** Whether a declaration without a place yet may go below the callbacks, on request. */
  readonly mayDeclareInCallback: boolean;
}

/** Edits that the compiler has accepted in all files that may concern the session. */
export interface Proof {
  /** Whether the edits remove a finding. */
  readonly mends: (finding: Diagnostic) => boolean;
  readonly changes: readonly FileChange[];
  /** The files that declare the fields of a finding and its cause, after the fix. */
  readonly declaringFiles: (finding: Diagnostic) => readonly string[];
}

/** All rules run here; the linter decides which ones report. */
const allRules = Object.fromEntries(
  rules.map(({ name, severity }): [string, RuleSeverity] => [name, severity === "off" ? "warn" : severity]),
);

/** The analyses of a program live as long as it does: a linter may run for days in an editor. */
const known = new WeakMap<Workspace["program"], Map<string, Project>>();

/** The session's types in a program. */
export function projectOf(workspace: Workspace, settings: Settings): Project {
  const ofProgram = known.get(workspace.program) ?? new Map<string, Project>();
  known.set(workspace.program, ofProgram);
  const key = JSON.stringify(settings);
  const found = ofProgram.get(key) ?? createProject(workspace, settings);
  ofProgram.set(key, found);
  return found;
}

function createProject(workspace: Workspace, settings: Settings): Project {
  const { ts, program } = workspace;
  const shared = findSettings(workspace.root, workspace.host);
  const options = { ...withSettings(shared.settings, settings), rules: allRules };
  const inspection = inspect(workspace, options);
  const proofs = new Map<string, Proof>();
  const absolute = (file: string): string => absoluteName(workspace.root, file);
  const callbackFiles = new Set(inspection.callbackFiles.map(absolute));
  const augments = (file: ts.SourceFile): boolean => mayAugment(file.text);
  const proofOfAll = once(() => inspection.proven({ isConcerned, trustsTypes: true }));
  // One proof serves all rules and files; a proof of some findings compiles only the callbacks once more.
  const isShared = once(() => new Set(inspection.found().map(({ rule }) => rule)).size > 1);
  let isDeclared: boolean | undefined;
  return {
    problems: shared.problems.map((problem) => `${relativeTo(workspace.root, shared.fileName ?? "")}: ${problem}`),
    found: (counts) => byCause(inspection.found().filter(counts)),
    proof: (findings, isDeclared) => {
      const key = JSON.stringify([isDeclared, ...findings.map(placedFindingId)]);
      const proof = proofs.get(key) ?? prove(findings, isDeclared);
      proofs.set(key, proof);
      return proof;
    },
    textOf: (fileName) => program.getSourceFile(fileName)?.text ?? "",
    placeOf: (fileName, ...what) => declarationPlace(ts, program.getSourceFile(fileName), ...what),
    absolute,
    relative: (fileName) => relativeTo(workspace.root, fileName),
    mayDeclareInCallback:
      options.declareIn !== "callback" &&
      [...callbackFiles].some((fileName) => mayHoldDeclarations(ts, program.getSourceFile(fileName))),
    isFixable: (fileName) => {
      const file = program.getSourceFile(fileName);
      if (!file || !mayReadSession(file.text)) return false;
      if (!callbackFiles.has(fileName) || augments(file)) return true;
      // Two files that are fixed in one run do not see each other's fix and end out of step: the declaration comes
      // first.
      return (isDeclared ??= !compilerOf(ts).ownFiles(program).some(augments) || areDeclarationsMended());
    },
  };

  /** Whether everything fixable that is left is in files without declarations. */
  function areDeclarationsMended(): boolean {
    const { changes } = proofOfAll().fix;
    return changes.every(({ before }) => before !== undefined && !mayAugment(before));
  }

  function prove(findings: readonly Diagnostic[], isDeclared: boolean): Proof {
    if (findings.every(({ action }) => action === undefined)) return noProof;
    if (isShared()) proofOfAll();
    const { diagnostics, fix } = inspection.proven({ findings, trustsTypes: isDeclared, declaresItself: true });
    const fixed = diagnostics.filter(({ fixable }) => fixable);
    const names = new Set(fixed.map(placedFindingId));
    const mends = (one: Diagnostic): boolean => names.has(placedFindingId(one));
    // What else stands in the fix feeds the fields of the findings: alone it is not this rule's to change.
    if (!findings.some(mends)) return noProof;
    const declaringFiles = ({ cause }: Diagnostic): string[] => {
      const ofCause = fixed.filter((one) => one.cause === cause);
      return [...new Set(ofCause.flatMap(({ fixedIn }) => fixedIn ?? []))].sort();
    };
    return { mends, changes: fix.changes, declaringFiles };
  }
}

/** A file's name relative to a directory; a file elsewhere keeps its name. */
function relativeTo(root: string, fileName: string): string {
  return fileName.startsWith(`${root}/`) ? fileName.slice(root.length + 1) : fileName;
}

/** Whether a file can hold `declare module`: a module in TypeScript. */
function mayHoldDeclarations(ts: TypeScript, file: ts.SourceFile | undefined): boolean {
  return file !== undefined && /\.[cm]?tsx?$/.test(file.fileName) && ts.isExternalModule(file);
}

/** The files in which an edit of the session's types can cause an error. */
function isConcerned({ text }: ts.SourceFile): boolean {
  return mayReadSession(text);
}

const noProof: Proof = { mends: () => false, changes: [], declaringFiles: () => [] };
