export { isGenerated } from "./compiler/own-files.js";
/**
 * The engine of typed-session: it finds what callbacks assign, what is declared and where the two drift, and the edits
 * that fix it.
 */
export { analyze } from "./analyze.js";
export { mayReportIn } from "./rules/reportable-files.js";
export { inspect, type Inspection } from "./inspect.js";
export type { Place } from "./report/at-position.js";
export {
  expressionOf,
  isNested,
  isOfUser,
  isSameField,
  keyText,
  parseField,
  type FieldKey,
  type FieldPath,
  type NamedField,
} from "./api/field-key.js";
export { once } from "./compiler/once.js";
export { commentsOf } from "./compiler/comments.js";
export { fieldReport } from "./report/diagnostics.js";
export { mermaidOf } from "./report/mermaid.js";
export { projectRoot, workspaceFor, type ConfiguredProgram } from "./workspace/from-program.js";
export { overlayWorkspace } from "./workspace/edited.js";
export { shapeOf as shapeOf } from "./report/type-literal.js";
export { directoryReader } from "./workspace/match-files.js";
export { linksOf } from "./workspace/packages/links.js";
export {
  configFileIn,
  monorepoAround,
  packageAround,
  type Monorepo,
  type Package,
} from "./workspace/packages/monorepo.js";
export { entriesWithOnly, inclusionOf } from "./workspace/inclusion.js";
export type {
  Advice,
  Analysis,
  AnalyzeOptions,
  CompilerError,
  Diagnostic,
  FieldTrace,
  FileChange,
  Fix,
  FlowStep,
  OpenTarget,
  Problem,
} from "./api/analysis.js";
export type {
  ConfigReport,
  DeclaredReport,
  DiagnosticReport,
  FieldReport,
  FieldStatus,
  InferredReport,
  InterfaceName,
  Location,
  Report,
  RuleSeverity,
  Severity,
  Strategy,
} from "./api/report.js";
export type { PackageManifest } from "./compiler/module-names.js";
export { absoluteName } from "./compiler/positions.js";
export { belongsToAnotherProject } from "./ineffective/outside-program.js";
export { mayAugment, mayDependOnOneOf, mayHoldAuth, mayReadSession } from "./discover/text-scan.js";
export { rules } from "./rules/index.js";
export { pageOf } from "./rules/rule.js";
export {
  findSettings,
  parseSettings,
  settingsFile,
  settingsKey,
  withSettings,
  type FoundSettings,
  type Settings,
} from "./rules/settings.js";
export { findingId, lastingFindingId, placedFindingId, type FindingName } from "./api/same-findings.js";
export { actionTitle, byCause, fixTitle, type FindingWithParts } from "./api/by-cause.js";
export type { LastOverlay, FieldNames, ProvingProgram, StrayFile, Workspace } from "./api/workspace.js";
export { entrySources } from "./declared/package-entries.js";
export { usualAugmentationFiles } from "./discover/augmentation-files.js";
export type { Proven, Wanted } from "./report/outcome.js";
export type { TypeScript } from "./syntax/typescript.js";
export type { Host, Program, System } from "./api/program.js";
export { startNative, type NativeTypeScript } from "./compiler/native/compiler.js";
export type { NativeFiles } from "./compiler/native/api.js";
export type { RequestWatch, StartWatch } from "./compiler/native/watch.js";
export { compilerOf, type Compiler } from "./compiler/compiler.js";
export type { ClassicTypeScript } from "./compiler/classic/typescript.js";
