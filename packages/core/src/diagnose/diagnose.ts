import type ts from "typescript";
import type { AnalyzeOptions, Problem } from "../api/analysis.js";
import { adaptersThatLack } from "../reconcile/adapter-fit.js";
import { bindFiles } from "../compiler/program-view.js";
import { augmentationsIn } from "../declared/augmentations.js";
import { withinRoot, type Ineffective } from "../ineffective/ineffective.js";
import { withLibraryModules } from "../declared/library-types.js";
import { filesOfImporters } from "../declared/package-entries.js";
import { newAugmentationFile } from "../declare/new-file.js";
import { discoverConfigs } from "../discover/configs.js";
import { withSurfacedFields } from "../reconcile/surfaced-fields.js";
import { libraries } from "../discover/libraries/index.js";
import { joinEdits, noEdits, type EditSet } from "../edits/text-edit.js";
import type { FieldKey } from "../api/field-key.js";
import { readModel } from "../model/model.js";
import { rules } from "../rules/index.js";
import { severityOf } from "../rules/severity.js";
import { noIneffectiveAugmentation } from "../rules/no-ineffective-augmentation.js";
import { directivesOf, mayHoldDirective, suppresses, type Directive } from "../rules/directives.js";
import type { Rule, RuleContext } from "../rules/rule.js";
import { reconcile, reconcileAtOnce } from "../reconcile/reconcile.js";
import type { InferOptions } from "../infer/facts.js";
import { editRootOf, type Workspace } from "../api/workspace.js";
import { editedWorkspace } from "../workspace/edited.js";
import { unaugmentableSpecifiers } from "../declare/unaugmentable.js";
import type { DeclarationSite } from "../declare/change.js";
import { replacedModules } from "../ineffective/replaces-module.js";
import { otherIneffective } from "../ineffective/find.js";
import { callbackFunctions, type AuthConfig } from "../discover/auth-config.js";
import { isRepaired, type Diagnosis, type DiagnosisFinding } from "./diagnosis.js";
import { isEditableFile, isTranslated } from "../compiler/own-files.js";
import { once } from "../compiler/once.js";
import { compilerOf } from "../compiler/compiler.js";
import { throwIfCancelled } from "../compiler/cancelled.js";

/** Reads the program and runs every rule. `undefined` without a readable auth config. */
export function diagnose(workspace: Workspace, options: AnalyzeOptions): Diagnosis | undefined {
  const atOnce = diagnoseAtOnce(workspace, options);
  return atOnce && wholeOf(atOnce);
}

/**
 * The diagnosis from the program's own checker alone, without another program. It is whole if everything is declared
 * and no cast is left that only the compiler can judge.
 */
export function diagnoseAtOnce(workspace: Workspace, options: AnalyzeOptions): Diagnosis | undefined {
  throwIfCancelled(workspace);
  bindFiles(workspace.program);
  const replaced = replacedModules(workspace, augmentationsIn(workspace.ts, workspace.program, libraries));
  // A replaced module hides everything else, so the program is read as if the file were a module already.
  const repairs = joinEdits(...replaced.map((one) => one.edits ?? noEdits));
  const repaired = editedWorkspace(workspace, repairs);
  const discovered = discoverConfigs(repaired, options.ignoreConfigs);
  const [config] = discovered.configs;
  if (!config) return undefined;

  const sample = config.node.getSourceFile();
  const prepared = withLibraryModules(repaired, config);
  const inferOptions: InferOptions = {
    signInFields: options.signInFields ?? "required",
    ...(options.ignoreConfigs && { ignoreConfigs: options.ignoreConfigs }),
  };
  const read = readModel(prepared, inferOptions, prepared === repaired ? discovered : undefined);
  const site: DeclarationSite = {
    workspace: prepared,
    asWritten: repaired,
    types: read.types,
    library: config.library,
    declared: read.declared,
    // An augmentation outside what may be edited must not be changed.
    augmentations: read.augmentations.filter(({ file }) =>
      isEditableFile(read.workspace.program, editRootOf(workspace), file),
    ),
    sample,
    newFileName: once(() => newAugmentationFile(repaired, config.library, sample.fileName)),
    ...homeOf(repaired, config, options),
    idle: unaugmentableSpecifiers(repaired, config.library, sample.fileName, read.declared.names),
  };
  const base = { ...read, problems: [...read.problems, ...adaptersThatLack(read, site)] };
  const ineffective = withinRoot(editRootOf(workspace), [...replaced, ...otherIneffective(workspace, base, site)]);
  const atOnce = reconcileAtOnce(base, site);
  const context: RuleContext = {
    inferOptions,
    base,
    settled: atOnce,
    site,
    isSettled: atOnce.isWhole,
    isWhole: false,
    ineffective,
    // With the augmentation rule off, its fields are reported individually.
    declaredWithoutEffect: new Set(
      severityOf(options, noIneffectiveAugmentation.name) === "off" ? [] : ineffective.flatMap((one) => one.fields),
    ),
    directives: directivesIn(prepared, ineffective),
    ruleNames: rules.map(({ name }) => name),
    severityOf: (name) => severityOf(options, name),
  };
  const isWhole = atOnce.isWhole && !leavesOpen(context);
  return diagnosisOf({ ...context, isWhole }, isWhole ? [] : atOnce.suspected, repairs);
}

/**
 * The same diagnosis, completed with the help of other programs.
 *
 * @param withReaders the workspace with the readers of the fields to declare, so that the programs made here are those
 *   in which a fix is proven
 */
export function wholeOf(atOnce: Diagnosis, withReaders?: () => Workspace): Diagnosis {
  if (atOnce.isWhole) return atOnce;
  const { base, inferOptions, repairs } = atOnce;
  // A repaired text is not the author's.
  const asWritten = isRepaired(atOnce) ? undefined : withReaders?.();
  const site = asWritten ? { ...atOnce.site, asWritten } : atOnce.site;
  const settled = reconcile(base, site, inferOptions);
  const whole = { base: withSurfacedFields(base, settled), settled, site, isSettled: true, isWhole: true };
  return diagnosisOf({ ...atOnce, ...whole }, [], repairs);
}

function diagnosisOf(context: RuleContext, suspected: readonly FieldKey[], repairs: EditSet): Diagnosis {
  return { ...context, findings: findingsOf(context), suspected, repairs };
}

/** Whether a rule that is on would find more with other programs. */
function leavesOpen(context: RuleContext): boolean {
  return rules.some((rule) => context.severityOf(rule.name) !== "off" && rule.leavesOpen?.(context) === true);
}

/**
 * The place for declarations without a place yet, if that is not a separate file. If other packages import the auth
 * config's file, it is that file, because a separate file would reach only this package. If the settings say so, it is
 * the file of the callbacks.
 */
function homeOf(
  workspace: Workspace,
  config: AuthConfig,
  { declareIn }: AnalyzeOptions,
): Pick<DeclarationSite, "importers" | "home"> {
  const configFile = config.node.getSourceFile();
  const forImporters = mayHoldDeclarations(workspace, configFile)
    ? filesOfImporters(workspace, configFile.fileName)
    : undefined;
  if (forImporters?.files.has(configFile.fileName) === true)
    return { importers: { ...forImporters, configFile }, home: configFile };
  if (declareIn !== "callback") return {};
  const home = [...callbackFunctions(config).map((node) => node.getSourceFile()), configFile].find((file) =>
    mayHoldDeclarations(workspace, file),
  );
  return home ? { home } : {};
}

/** Whether an augmentation can be written into a file: one of the project's own modules, in TypeScript. */
function mayHoldDeclarations(workspace: Workspace, file: ts.SourceFile): boolean {
  const { ts, program } = workspace;
  return (
    isEditableFile(program, editRootOf(workspace), file) &&
    ts.isExternalModule(file) &&
    /\.[cm]?tsx?$/.test(file.fileName) &&
    !isTranslated(file)
  );
}

/** The directives in the program's own files, and in augmentations outside it. */
function directivesIn({ ts, program }: Workspace, ineffective: readonly Ineffective[]): Directive[] {
  const own = compilerOf(ts).ownFiles(program).filter(mayHoldDirective);
  const outside = ineffective.map(({ file }) => file).filter(({ fileName }) => !program.getSourceFile(fileName));
  return [...new Set([...own, ...outside])].flatMap((file) => directivesOf(ts, file));
}

/** The findings of the rules that are on, without those that a directive switches off. */
function findingsOf(context: RuleContext): DiagnosisFinding[] {
  const found: DiagnosisFinding[] = [];
  const isHidden = context.ineffective.some(({ hidesLibrary }) => hidesLibrary);
  const isKnown = ({ isKnownAtOnce, looksAtAll }: Rule): boolean =>
    context.isWhole || (context.isSettled ? looksAtAll !== true : isKnownAtOnce === true);
  for (const rule of rules) {
    const severity = context.severityOf(rule.name);
    // If the library is hidden, no other finding is reliable.
    if (severity === "off" || !isKnown(rule) || (isHidden && rule !== noIneffectiveAugmentation)) continue;
    found.push(...rule.check(context, found).map((finding) => ({ ...finding, rule, severity })));
  }
  return found.filter(
    (one) => !isTranslated(one.file) && !context.directives.some((directive) => suppresses(directive, one)),
  );
}

/** The obstacles to reading configs, if there is no diagnosis. */
export function problemsOf(workspace: Workspace, { ignoreConfigs }: AnalyzeOptions): readonly Problem[] {
  return discoverConfigs(workspace, ignoreConfigs).problems;
}
