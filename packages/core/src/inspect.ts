import type ts from "typescript";
import type { Advice, AnalyzeOptions, Diagnostic, FieldTrace, OpenTarget, Problem } from "./api/analysis.js";
import { findingsAt, interfaceAt, writesFeeding, type Place } from "./report/at-position.js";
import { locationOf, oneLine, relativeName } from "./compiler/positions.js";
import { discoverConfigs } from "./discover/configs.js";
import { fileMayHoldAuth, mayDependOnOneOf, mayDependOnTokenField } from "./discover/text-scan.js";
import { problemsOf } from "./diagnose/diagnose.js";
import { fieldName, keyText } from "./api/field-key.js";
import { findingId, placedFindingId, type FindingName } from "./api/same-findings.js";
import { firstStages } from "./fix/fix.js";
import { once } from "./compiler/once.js";
import { createProver } from "./fix/prover.js";
import { fieldsChanging } from "./diagnose/fields-needing-readers.js";
import type { ConfigReport, InterfaceName, Location } from "./api/report.js";
import type { FoundBy } from "./rules/rule.js";
import { localsAdvice } from "./report/locals-advice.js";
import { undeclaredAdvice } from "./report/undeclared-advice.js";
import { configReports, diagnosticsOf, tracesOf } from "./report/diagnostics.js";
import { reportRootOf, type Workspace } from "./api/workspace.js";
import { filesOfConfigs } from "./discover/auth-config.js";
import { offeredEdits } from "./fix/task.js";
import { readAsFarAsNeeded } from "./diagnose/reading.js";
import { fieldsFeeding } from "./report/feeding.js";
import { type Wanted, type Proven, noFix, prove } from "./report/outcome.js";
import { needsNewFile } from "./declare/refusal.js";
import { isRepaired, type Diagnosis } from "./diagnose/diagnosis.js";
import { isOwnFile } from "./compiler/own-files.js";
import { compilerOf } from "./compiler/compiler.js";

/** An analysis whose parts are computed on demand: an editor shows findings long before anybody wants them fixed. */
export interface Inspection {
  readonly configs: readonly ConfigReport[];
  /** The files with the configs and their callbacks, as reports name them. */
  readonly callbackFiles: readonly string[];
  /** Sentences about what could not be analysed. */
  readonly problems: readonly Problem[];
  /**
   * All findings; `fixable` is not decided yet. A finding that claims that an edit holds is proven in the files of the
   * callbacks, and dropped if that fails; in all files while an augmentation replaces its module. May compile other
   * programs.
   */
  readonly found: () => readonly Diagnostic[];
  /** The findings from the given program's own checker, without compiling another program. */
  readonly foundAtOnce: () => readonly Diagnostic[];
  /** The other findings. */
  readonly foundLater: () => readonly Diagnostic[];
  /** Whether all findings are already known, so that `found` costs nothing. */
  readonly isAllKnown: () => boolean;
  /** The findings, which of them are fixable, and the edits that fix them. */
  readonly proven: (which?: Wanted) => Proven;
  /**
   * Compiles, file by file, the files that the proof of all findings checks first, so that the proof itself is quick:
   * for a caller that must not be blocked for long.
   * @returns whether the proof will be quick, which it is not if the edits that are tried first do not hold
   */
  readonly prepared: (isConcerned: (file: ts.SourceFile) => boolean) => Generator<undefined, boolean>;
  /** Forgets the programs that only a further proof would use. */
  readonly letGo: () => void;
  readonly traces: () => readonly FieldTrace[];
  readonly openTargets: () => readonly OpenTarget[];
  /** Declarations that would help readers and that no finding asks for. */
  readonly advice: () => readonly Advice[];
  /** The findings that are reported at a place, or about a field that is written or read there. */
  readonly findingsAt: (place: Place) => readonly Diagnostic[];
  /** Whether the fix of one of these findings would need a new file; `proven` tells whether it can be fixed. */
  readonly needsNewFile: (findings: readonly FindingName[]) => boolean;
  /** The interface whose value or name is at a place. */
  readonly interfaceAt: (place: Place) => InterfaceName | undefined;
  /** The places at which the callbacks write the field that is declared at a place. */
  readonly writesFeeding: (place: Place) => readonly Location[];
}

function* nothingToPrepare(): Generator<undefined, boolean> {
  yield* [];
  return true;
}

/**
 * Reads a program as far as its findings need.
 *
 * @param given the program, and access to its surroundings
 */
// eslint-disable-next-line max-lines-per-function -- a factory: each of its members is a short function of its own
export function inspect(given: Workspace, options: AnalyzeOptions = {}): Inspection {
  const { workspace, atOnce, whole, proving } = readAsFarAsNeeded(homeOfConfigs(given, options), options);
  if (!atOnce) {
    return {
      configs: [],
      callbackFiles: [],
      problems: problemsOf(workspace, options),
      found: () => [],
      foundAtOnce: () => [],
      foundLater: () => [],
      isAllKnown: () => true,
      proven: () => ({ diagnostics: [], fix: noFix }),
      prepared: nothingToPrepare,
      letGo: () => undefined,
      traces: () => [],
      openTargets: () => [],
      advice: () => [],
      findingsAt: () => [],
      needsNewFile: () => false,
      interfaceAt: () => undefined,
      writesFeeding: () => [],
    };
  }
  const callbackFiles = filesOfConfigs(atOnce.base.configs);
  const isOfCallbacks = ({ fileName }: ts.SourceFile): boolean => callbackFiles.has(fileName);
  let allProven: Proven | undefined;
  const proven = (which: Wanted = {}): Proven => {
    if (!which.trustsTypes || which.isConcerned) return prove(proving(), options, whole(), which);
    // Readers that accept the whole fix also accept a part of it.
    // What a cast stands for is not known from its finding.
    const wanted = which.findings?.every(({ field }) => field)
      ? new Set(
          fieldsFeeding(
            whole(),
            which.findings.flatMap(({ field }) => field ?? []),
          ).keys(),
        )
      : undefined;
    const isBorne = which.findings?.every((one) => isFixed(allProven, one)) === true;
    const changing = fieldsChanging(whole()).filter((key) => !wanted || wanted.has(keyText(key)));
    const ofToken = changing.filter((key) => key.interface === "JWT").map(fieldName);
    const others = changing.filter((key) => key.interface !== "JWT").map(fieldName);
    // Once an augmentation takes effect, any field may have another type.
    const isAnything = offeredEdits(whole()).length > 0;
    const canDiffer = (file: ts.SourceFile): boolean =>
      isAnything ||
      isOfCallbacks(file) ||
      mayDependOnOneOf(file.text, others) ||
      mayDependOnTokenField(file.text, ofToken);
    return prove(proving(), options, whole(), { ...which, isConcerned: isBorne ? isOfCallbacks : canDiffer });
  };
  const foundAtOnce = once(() => diagnosticsOf(workspace, atOnce));
  let isAllKnown = atOnce.isWhole;
  const found = once(() => {
    const all = whole().findings.some(isUnprovenClaim)
      ? proven({ ...(!isRepaired(whole()) && { isConcerned: isOfCallbacks }), trustsTypes: true }).diagnostics
      : diagnosticsOf(workspace, whole());
    isAllKnown = true;
    return all;
  });
  return {
    configs: configReports(workspace, atOnce),
    callbackFiles: [...callbackFiles].map((fileName) => relativeName(reportRootOf(workspace), fileName)),
    problems: atOnce.base.problems,
    found: () => found(),
    foundAtOnce,
    foundLater: once(() => {
      if (atOnce.isWhole) return [];
      const known = new Set(foundAtOnce().map(placedFindingId));
      return found().filter((one) => !known.has(placedFindingId(one)));
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
      compilerOf(workspace.ts).forgetOverlays(workspace.program);
    },
    traces: once(() => tracesOf(workspace, whole(), options)),
    openTargets: () => openTargets(workspace, whole()),
    advice: () => [...localsAdvice(atOnce.base, atOnce.site), ...undeclaredAdvice(atOnce.base)],
    findingsAt: (place) => findingsAt(whole(), found(), place),
    needsNewFile: (findings) => findings.some(({ field }) => field && needsNewFile(atOnce.site, field)),
    interfaceAt: (place) => interfaceAt(atOnce, place),
    writesFeeding: (place) => writesFeeding(whole(), place),
  };
}

/** The workspace of the package that holds the configs, if that is another one than the program's. */
function homeOfConfigs(given: Workspace, { ignoreConfigs }: AnalyzeOptions): Workspace {
  const { ts, inPackageOf, root, program } = given;
  if (!inPackageOf) return given;
  const mayHold = compilerOf(ts)
    .ownFiles(program)
    .some((file) => !file.fileName.startsWith(`${root}/`) && fileMayHoldAuth(file));
  const homes = mayHold
    ? discoverConfigs(given, ignoreConfigs).configs.map(({ node }) => inPackageOf(node.getSourceFile().fileName))
    : [];
  return homes.every((home) => home !== undefined) ? (homes[0] ?? given) : given;
}

function isFixed(proven: Proven | undefined, finding: FindingName): boolean {
  const name = findingId(finding);
  return proven?.diagnostics.some((one) => one.fixable && findingId(one) === name) === true;
}

/** Whether a finding claims that an edit holds and the compiler has not confirmed it yet. */
function isUnprovenClaim({ rule, byTypes }: FoundBy): boolean {
  return rule.requiresProvenFix === true && byTypes !== "as written";
}

function openTargets(workspace: Workspace, { base }: Diagnosis): OpenTarget[] {
  return [...base.open].flatMap(([target, causes]) =>
    causes
      .filter(({ node }) => isOwnFile(base.workspace.program, node.getSourceFile()))
      .map(({ node, why }) => ({ target, ...locationOf(workspace, node), text: oneLine(node.getText()), why })),
  );
}
