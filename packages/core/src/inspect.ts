import type ts from "typescript";
import type {
  AnalyzeOptions,
  CompilerError,
  Diagnostic,
  FieldTrace,
  Fix,
  OpenTarget,
  Problem,
} from "./api/analysis.js";
import { findingsAt, interfaceAt, writesFeeding, type Place } from "./report/at-position.js";
import { describeError, type ErrorAt } from "./compiler/errors.js";
import { undeclaredReads } from "./model/undeclared-reads.js";
import { isOwnFile } from "./compiler/module-names.js";
import { forgetOverlays } from "./compiler/overlay.js";
import { locationOf, oneLine, relativeName } from "./compiler/positions.js";
import { mayReadOneOf, mayReadTokenField } from "./discover/text-scan.js";
import { concernsSession } from "./model/session-errors.js";
import { needsNewFile, whyNotChangeable } from "./declare/augment.js";
import { diagnoseAtOnce, problemsOf, wholeOf, type Diagnosis } from "./diagnose.js";
import { mapThroughStages, stagedTexts } from "./edits/text-edit.js";
import { fieldName, keyText, namedField, type FieldKey } from "./api/field-key.js";
import { firstStages, offeredEdits, proveFix, type ProvenFix } from "./fix/fix.js";
import { once } from "./compiler/once.js";
import { createProver, textOf } from "./fix/prover.js";
import { fieldsChanging, fieldsToChange, readersDecide } from "./readers-decide.js";
import type { ConfigReport, InterfaceName, Location } from "./api/report.js";
import type { FoundBy, Rule } from "./rules/rule.js";
import { configReports, diagnosticsOf, tracesOf } from "./report/diagnostics.js";
import type { FieldNames, Workspace } from "./api/workspace.js";
import { callbackFunctions, filesOfConfigs } from "./discover/auth-config.js";

/** An analysis whose parts are worked out when they are asked for: an editor shows findings long before anybody wants them mended. */
export interface Inspection {
  readonly configs: readonly ConfigReport[];
  /** The files in which the configs and their callbacks stand, as reports name them. */
  readonly callbackFiles: readonly string[];
  /** Sentences about what could not be analysed. */
  readonly problems: readonly Problem[];
  /**
   * All findings, without a word on whether they are fixable. Those that claim an edit holds are proven in the files of the
   * callbacks, since one whose edit does not hold is none. May compile other programs.
   */
  readonly found: () => readonly Diagnostic[];
  /** Those of them that the given program's own checker tells: no other program is compiled. */
  readonly foundAtOnce: () => readonly Diagnostic[];
  /** The others. */
  readonly foundLater: () => readonly Diagnostic[];
  /** Whether all findings are known by now, so that asking for them costs nothing. */
  readonly isAllKnown: () => boolean;
  /** The findings, with what can be mended of them, and the edits that do it. */
  readonly proven: (which?: Wanted) => Proven;
  /**
   * Compiles, file by file, what the proof of all findings looks at first, so that the proof itself is quick: for one who must not be kept from
   * anything else for long.
   * @returns whether the proof will be quick: not where the edits that are tried first do not hold
   */
  readonly prepared: (isConcerned: (file: ts.SourceFile) => boolean) => Generator<undefined, boolean>;
  /** Lets go of the programs that only a next proof would use: for one who has proven all that he wants. */
  readonly letGo: () => void;
  readonly traces: () => readonly FieldTrace[];
  readonly openTargets: () => readonly OpenTarget[];
  /** The findings that are reported at a place, or about a field that is written or read there. */
  readonly findingsAt: (place: Place) => readonly Diagnostic[];
  /** Whether mending one of these findings would need a file that is not there yet; whether it can be mended is for `proven` to say. */
  readonly needsNewFile: (findings: readonly FindingName[]) => boolean;
  /** The interface whose value, or whose name, stands at a place. */
  readonly interfaceAt: (place: Place) => InterfaceName | undefined;
  /** Where the callbacks write the field that is declared at a place. */
  readonly writesFeeding: (place: Place) => readonly Location[];
}

/** What a finding is known by when its place has moved. */
export type FindingName = Pick<Diagnostic, "rule" | "file" | "field" | "message">;

export interface Wanted {
  /** Only these, and the fields that feed theirs. */
  readonly findings?: readonly FindingName[];
  /** The files in which errors are looked for, where not every file of a program can be checked. */
  readonly isConcerned?: (file: ts.SourceFile) => boolean;
  /** Whether what types tell need not be compiled once more: which casts are unneeded, and what is left to find. */
  readonly trustsTypes?: boolean;
}

export interface Proven {
  readonly diagnostics: readonly Diagnostic[];
  readonly fix: Fix;
}

function* nothingToPrepare(): Generator<undefined, boolean> {
  yield* [];
  return true;
}

const noFix: Fix = { changes: [], fixed: [], remaining: [], leftToAuthor: [], undeclaredReads: [] };

/**
 * Reads a program as far as its findings need.
 *
 * @param given the program and what the engine may ask of its surroundings
 */
export function inspect(given: Workspace, options: AnalyzeOptions = {}): Inspection {
  const { workspace, atOnce, whole, proving } = readAsFarAsNeeded(given, options);
  if (!atOnce) {
    return {
      configs: [],
      callbackFiles: [],
      problems: problemsOf(workspace),
      found: () => [],
      foundAtOnce: () => [],
      foundLater: () => [],
      isAllKnown: () => true,
      proven: () => ({ diagnostics: [], fix: noFix }),
      prepared: nothingToPrepare,
      letGo: () => undefined,
      traces: () => [],
      openTargets: () => [],
      findingsAt: () => [],
      needsNewFile: () => false,
      interfaceAt: () => undefined,
      writesFeeding: () => [],
    };
  }
  const callbackFiles = filesOfConfigs(atOnce.base.configs);
  let allProven: Proven | undefined;
  const proven = (which: Wanted = {}): Proven => {
    if (!which.trustsTypes || which.isConcerned) return prove(proving(), options, whole(), which);
    const isOfCallbacks = ({ fileName }: ts.SourceFile): boolean => callbackFiles.has(fileName);
    // What all readers bear, they bear a part of.
    const wanted =
      which.findings &&
      new Set(
        fieldsFeeding(
          whole(),
          which.findings.flatMap(({ field }) => field ?? []),
        ).keys(),
      );
    const isBorne = which.findings?.every((one) => isFixed(allProven, one)) === true;
    const changing = fieldsChanging(whole()).filter((key) => !wanted || wanted.has(keyText(key)));
    const ofToken = changing.filter((key) => key.interface === "JWT").map(fieldName);
    const others = changing.filter((key) => key.interface !== "JWT").map(fieldName);
    // Where an augmentation begins to take effect, whatever is read may be another thing from then on.
    const isAnything = offeredEdits(whole()).length > 0;
    const canDiffer = (file: ts.SourceFile): boolean =>
      isAnything || isOfCallbacks(file) || mayReadOneOf(file.text, others) || mayReadTokenField(file.text, ofToken);
    return prove(proving(), options, whole(), { ...which, isConcerned: isBorne ? isOfCallbacks : canDiffer });
  };
  const foundAtOnce = once(() => diagnosticsOf(workspace, atOnce));
  let isAllKnown = atOnce.isWhole;
  const found = once(() => {
    const all = whole().findings.some(isUnprovenClaim)
      ? proven({ isConcerned: ({ fileName }) => callbackFiles.has(fileName), trustsTypes: true }).diagnostics
      : diagnosticsOf(workspace, whole());
    isAllKnown = true;
    return all;
  });
  return {
    configs: configReports(workspace, atOnce),
    callbackFiles: [...callbackFiles].map((fileName) => relativeName(workspace.root, fileName)),
    problems: atOnce.base.problems,
    found: () => found(),
    foundAtOnce,
    foundLater: once(() => {
      if (atOnce.isWhole) return [];
      const known = new Set(foundAtOnce().map(placeAndMessage));
      return found().filter((one) => !known.has(placeAndMessage(one)));
    }),
    isAllKnown: () => isAllKnown,
    proven: (which = {}) => {
      const result = proven(which);
      if (!which.findings) allProven = result;
      return result;
    },
    *prepared(isConcerned) {
      const { base } = whole();
      const stages = firstStages(whole());
      if (!stages) return false;
      const prover = createProver(proving(), callbackFiles, base.declared.fileNames, isConcerned);
      return yield* prover.compile(stages);
    },
    letGo: () => {
      forgetOverlays(workspace.program);
    },
    traces: once(() => tracesOf(workspace, whole(), options)),
    openTargets: () => openTargets(workspace, whole()),
    findingsAt: (place) => findingsAt(whole(), found(), place),
    needsNewFile: (findings) => findings.some(({ field }) => field && needsNewFile(atOnce.site, field)),
    interfaceAt: (place) => interfaceAt(atOnce, place),
    writesFeeding: (place) => writesFeeding(whole(), place),
  };
}

function isFixed(proven: Proven | undefined, finding: FindingName): boolean {
  const name = identity(finding);
  return proven?.diagnostics.some((one) => one.fixable && identity(one) === name) === true;
}

/** A claim that an edit holds, which the compiler has yet to say. */
function isUnprovenClaim({ rule, byTypes }: FoundBy): boolean {
  return rule.onlyIfMended === true && byTypes !== "as written";
}

function placeAndMessage({ rule, file, line, column, message }: Diagnostic): string {
  return JSON.stringify([rule, file, line, column, message]);
}

/** What is known of a program at once, and what it takes other programs to find out. */
interface Reading {
  readonly workspace: Workspace;
  readonly atOnce: Diagnosis | undefined;
  readonly whole: () => Diagnosis;
  /** The workspace in which a fix is proven. */
  readonly proving: () => Workspace;
}

/** Reads a program and, where it depends on their readers whether fields are reported, the one that holds these readers as well. */
function readAsFarAsNeeded(given: Workspace, options: AnalyzeOptions): Reading {
  const first = readingOf(given, options);
  if (!given.withReadersOf || !first.atOnce) return first;
  // What is found out only with other programs may concern others than what is known at once.
  const names = readersDecide(first.atOnce);
  const deciding = names.length > 0 ? names : readersDecide(first.whole());
  if (deciding.length === 0) return first;
  const held = deciding === "all" ? "all" : [...deciding, ...fieldsToChange(first.atOnce)];
  const second = readingOf(given.withReadersOf(held), options, held);
  // Where those who name a field have it, the others must be asked as well.
  const isOpen = held !== "all" && second.atOnce !== undefined && readersDecide(second.atOnce) === "all";
  return isOpen ? readingOf(given.withReadersOf("all"), options, "all") : second;
}

/** @param held the fields whose readers the workspace holds already */
function readingOf(workspace: Workspace, options: AnalyzeOptions, held: FieldNames = []): Reading {
  const atOnce = diagnoseAtOnce(workspace, options);
  if (!atOnce) return { workspace, atOnce, proving: () => workspace, whole: nobody };
  const read = atOnce.isWhole ? [] : furtherThan(held, fieldsToChange(atOnce));
  const withReaders = once(() => (read.length === 0 ? workspace : (workspace.withReadersOf?.(read) ?? workspace)));
  const whole = once(() => wholeOf(atOnce, withReaders));
  const proving = once(() => {
    // What is found out later may concern the readers of other fields.
    const further = furtherThan(held, fieldsToChange(whole())).filter((name) => !read.includes(name));
    const fuller = withReaders();
    const programs = further.length === 0 ? undefined : fuller.readersOf?.(further);
    return programs ? { ...fuller, alsoProveIn: [...(fuller.alsoProveIn ?? []), ...programs] } : fuller;
  });
  return { workspace, atOnce, whole, proving };
}

function furtherThan(held: FieldNames, names: readonly string[]): readonly string[] {
  return held === "all" ? [] : names.filter((name) => !held.includes(name));
}

function nobody(): never {
  throw new Error("A program without an auth config has no diagnosis.");
}

function prove(
  workspace: Workspace,
  options: AnalyzeOptions,
  diagnosis: Diagnosis,
  { findings, isConcerned, trustsTypes }: Wanted,
): Proven {
  const wanted = findings && new Set(withFeeding(workspace, diagnosis, findings).map(identity));
  const isWanted = (one: FindingName): boolean => wanted?.has(identity(one)) ?? true;
  const proven = proveFix(workspace, options, diagnosis, {
    isWanted: (one) => isWanted(nameOf(workspace.root, one)),
    ...(isConcerned && { isConcerned }),
    ...(trustsTypes && { trustsTypes }),
  });
  const remaining = diagnosticsOf(workspace, withRefusals(workspace, proven, withoutClaims(proven.after))).map((one) =>
    withReason(workspace, proven, one),
  );
  const left = new Map(remaining.map((one) => [identity(one), one]));
  const diagnostics = diagnosticsOf(workspace, withoutRefusedClaims(diagnosis, proven))
    .filter(isWanted)
    .map(({ manual, ...one }): Diagnostic => {
      const still = left.get(identity(one));
      if (!still) return { ...one, fixable: true };
      const why = still.manual ?? manual;
      return { ...one, fixable: false, ...(why !== undefined && { manual: why }) };
    });
  return { diagnostics, fix: fixOf(workspace, proven, diagnostics, remaining) };
}

/** The findings, with those about the fields that feed theirs: without `token.role` declared, `session.user.role` is `unknown`. */
function withFeeding(
  { root }: Workspace,
  diagnosis: Diagnosis,
  findings: readonly FindingName[],
): readonly FindingName[] {
  const feeding = fieldsFeeding(
    diagnosis,
    findings.flatMap(({ field }) => field ?? []),
  );
  const others = diagnosis.findings.filter(({ key }) => key && feeding.has(keyText(key)));
  return [...findings, ...others.map((one) => nameOf(root, one))];
}

/** Some fields and all that feed them, by their text. */
function fieldsFeeding({ base }: Diagnosis, fields: readonly FieldKey[]): ReadonlyMap<string, FieldKey> {
  const feeding = new Map<string, FieldKey>();
  const visit = (key: FieldKey): void => {
    if (feeding.has(keyText(key))) return;
    feeding.set(keyText(key), key);
    for (const { sources } of base.fields.get(keyText(key))?.writes ?? []) sources.forEach(visit);
  };
  fields.forEach(visit);
  return feeding;
}

function nameOf(root: string, { rule, file, key, message }: FoundBy): FindingName {
  return { rule: rule.name, file: relativeName(root, file.fileName), message, ...(key && { field: namedField(key) }) };
}

/** Says what keeps a finding from being mended: whose declaration it is, or which compiler error mending it would bring. */
function withReason(workspace: Workspace, proven: ProvenFix, diagnostic: Diagnostic): Diagnostic {
  const { field } = diagnostic;
  if (!field || diagnostic.manual !== undefined) return diagnostic;
  if (proven.after.isRepaired) {
    return {
      ...diagnostic,
      manual: "An augmentation replaces its module here: mend what `no-ineffective-augmentation` says of it first.",
    };
  }
  const idle = "No edit of this declaration changes what readers see: a type around it decides. Change that type.";
  const foreign = whyNotChangeable(proven.after.site, field) ?? (proven.inVain.has(keyText(field)) ? idle : undefined);
  if (foreign !== undefined) return { ...diagnostic, manual: foreign };
  const error = proven.blocked.get(keyText(field));
  if (!error) return diagnostic;
  const { file, line, message } = describeError(workspace.ts, workspace.root, error);
  return {
    ...diagnostic,
    manual: `Mending the declaration would bring a new error at ${file}:${String(line)}: ${message}`,
  };
}

/** With the error that mending it would bring, for each finding whose edits do not hold; one that has its own reason keeps it. */
function withRefusals({ ts: tsModule, root }: Workspace, { refused }: ProvenFix, diagnosis: Diagnosis): Diagnosis {
  const findings = diagnosis.findings.map((one) => {
    const error = one.edits && refused.get(one.edits);
    if (!error || one.manual !== undefined) return one;
    const { file, line, message } = describeError(tsModule, root, error);
    return { ...one, manual: `Mending it would bring a new error at ${file}:${String(line)}: ${message}` };
  });
  return { ...diagnosis, findings };
}

/** Without the findings that claim that an edit holds. */
function withoutClaims(diagnosis: Diagnosis): Diagnosis {
  return { ...diagnosis, findings: diagnosis.findings.filter(({ rule }) => !rule.onlyIfMended) };
}

/** Without the claims that the fix has left where they were, which its edits may have moved: their edits do not hold. */
function withoutRefusedClaims(diagnosis: Diagnosis, { stages, after }: ProvenFix): Diagnosis {
  const placeText = (rule: Rule, fileName: string, start: number): string =>
    `${rule.name} ${fileName} ${String(start)}`;
  const left = new Set(after.findings.map(({ rule, file, start }) => placeText(rule, file.fileName, start)));
  const isRefused = ({ rule, file: { fileName }, start }: FoundBy): boolean =>
    rule.onlyIfMended === true && left.has(placeText(rule, fileName, mapThroughStages(stages, fileName, start)));
  return { ...diagnosis, findings: diagnosis.findings.filter((one) => !isRefused(one)) };
}

/** What makes two diagnostics the same before and after an edit: not the place, which moves. */
function identity(diagnostic: FindingName): string {
  const field = diagnostic.field ? keyText(diagnostic.field) : `${diagnostic.file} ${diagnostic.message}`;
  return `${diagnostic.rule} ${field}`;
}

function fixOf(
  workspace: Workspace,
  proven: ProvenFix,
  diagnostics: readonly Diagnostic[],
  remaining: readonly Diagnostic[],
): Fix {
  const fixed = diagnostics.filter((one) => one.fixable);
  // Edits that mend nothing have taken back each other.
  const stages = fixed.length === 0 ? [] : proven.stages;
  const texts = stagedTexts(stages, (fileName) => textOf(workspace, fileName));
  return {
    changes: [...texts].map(([fileName, after]) => ({
      fileName,
      before: workspace.host.fileExists(fileName) ? textOf(workspace, fileName) : undefined,
      after,
    })),
    fixed,
    remaining,
    leftToAuthor: leftToAuthor(workspace, proven),
    undeclaredReads: undeclaredReads(proven.after.base).map((error) =>
      describeError(workspace.ts, workspace.root, error),
    ),
  };
}

/** The errors in the callbacks, in the edited declarations and in what reads the session, that the fix leaves. */
function leftToAuthor(workspace: Workspace, { stages, left, after }: ProvenFix): CompilerError[] {
  const nodes = after.base.configs.flatMap(callbackFunctions);
  const edited = stagedTexts(stages, (fileName) => textOf(workspace, fileName));
  const isUnchecked = workspace.program.getCompilerOptions().skipLibCheck === true;
  const isConcerned = (error: ErrorAt): boolean => {
    const { fileName, start, diagnostic } = error;
    // The compiler itself is silent there: it was asked for our own sake.
    if (diagnostic.file?.isDeclarationFile) return !isUnchecked && edited.has(fileName);
    const isInCallback = nodes.some((node) => {
      const file = node.getSourceFile();
      return file.fileName === fileName && node.getStart(file) <= start && start < node.end;
    });
    return isInCallback || isInOwnDeclaration(after, error) || concernsSession(after.base, error);
  };
  return left.filter(isConcerned).map((error) => describeError(workspace.ts, workspace.root, error));
}

/** Whether an error stands where the project declares one of the interfaces. */
function isInOwnDeclaration({ base: { declared } }: Diagnosis, { fileName, start }: ErrorAt): boolean {
  const all = declared.names.flatMap((name) => declared.ownDeclarations(name));
  return all.some((node) => node.getSourceFile().fileName === fileName && node.pos <= start && start < node.end);
}

function openTargets(workspace: Workspace, { base }: Diagnosis): OpenTarget[] {
  return [...base.open].flatMap(([target, causes]) =>
    causes
      .filter(({ node }) => isOwnFile(base.workspace.program, node.getSourceFile()))
      .map(({ node, why }) => ({ target, ...locationOf(workspace, node), text: oneLine(node.getText()), why })),
  );
}
