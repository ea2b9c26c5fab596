import path from "node:path";
import ts from "typescript";
import { once } from "../../src/compiler/once.js";
import {
  analyze,
  filesOfFindings,
  inspect,
  mayAugment,
  type Analysis,
  type AnalyzeOptions,
  type Diagnostic,
  type Workspace,
} from "../../src/index.js";
import { ownErrors, type OwnError } from "./compile.js";
import { changed } from "./changed.js";
import { dependenciesOn, type NextAuthVersion } from "./packages.js";
import { parseConfig } from "./tsconfig-files.js";
import { virtualHost } from "./virtual-host.js";

export interface ProjectOptions {
  readonly nextAuth?: NextAuthVersion;
  readonly compilerOptions?: Record<string, unknown>;
  /** The tsconfig's `include`; everything without it. */
  readonly include?: readonly string[];
  readonly analyze?: AnalyzeOptions;
}

/** A project in memory, on a real next-auth. Each answer is worked out when it is first asked for. */
export interface Project {
  /** The files as given, by name relative to the root. */
  readonly files: Readonly<Record<string, string>>;
  /** What the engine is given of it. */
  readonly workspace: () => Workspace;
  /** What the engine says of it. */
  readonly analysis: () => Analysis;
  /** The compiler's errors in the project's own files, declaration files included; the engine has no part in this. */
  readonly errors: () => readonly OwnError[];
  /** The project as `fix` leaves it. */
  readonly fixed: () => Project;
}

const defaultCompilerOptions = {
  target: "es2022",
  lib: ["es2022"],
  types: [],
  module: "esnext",
  moduleResolution: "bundler",
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/**
 * A project of these files, the keys relative to its root, `../…` for a file outside it. A `tsconfig.json` among them is used as
 * it stands.
 */
export function project(files: Readonly<Record<string, string>>, options: ProjectOptions = {}): Project {
  const dependencies = dependenciesOn(options.nextAuth ?? "4.24.15");
  const { root } = dependencies;
  const configFile = `${root}/tsconfig.json`;
  const configText =
    files["tsconfig.json"] ??
    JSON.stringify({
      compilerOptions: { ...defaultCompilerOptions, ...options.compilerOptions },
      include: options.include ?? ["**/*"],
    });
  const texts = new Map([
    ...Object.entries(files).map(([name, text]): [string, string] => [path.posix.join(root, name), text]),
    [configFile, configText],
  ]);
  const config = parseConfig(configFile, configText, [...texts.keys()]);
  const made: Project = {
    workspace: once(() => {
      const host = virtualHost(dependencies, texts, config.options);
      const program = ts.createProgram({ rootNames: config.fileNames, options: config.options, host });
      const strayFiles = [...texts].flatMap(([fileName, text]) =>
        program.getSourceFile(fileName) === undefined && mayAugment(text)
          ? [{ fileName, text, isElsewhere: false }]
          : [],
      );
      return {
        ts,
        program,
        host,
        root,
        wouldInclude: config.includes,
        strayFiles,
        configFile: { fileName: configFile, text: configText },
      };
    }),
    analysis: once(() => {
      const analysis = analyze(made.workspace(), options.analyze);
      expectToBeAskedFor(made.workspace(), analysis, options.analyze);
      expectToStand(made.workspace(), analysis, options.analyze);
      expectReportToAgree(made.workspace(), analysis, options.analyze);
      return analysis;
    }),
    files,
    errors: once(() => ownErrors(dependencies, texts, config)),
    fixed: once(() => {
      return project(changed(files, root, made.analysis().fix.changes), options);
    }),
  };
  return made;
}

/** An editor asks for findings in some files only: each of those that hold one must be among them. */
function expectToBeAskedFor(
  { program, root }: Workspace,
  { diagnostics }: Analysis,
  options: AnalyzeOptions = {},
): void {
  const isAskedFor = filesOfFindings(ts, program, options);
  for (const { file, rule } of diagnostics) {
    const found = program.getSourceFile(`${root}/${file}`);
    if (found && !isAskedFor(found)) throw new Error(`Nobody asks for the findings in ${file}: ${rule}`);
  }
}

/** What an editor shows at once is still there when all has been found out. */
function expectToStand(workspace: Workspace, { diagnostics }: Analysis, options: AnalyzeOptions = {}): void {
  const identity = ({ rule, file, line, column, message }: Diagnostic): string =>
    `${rule} ${file}:${String(line)}:${String(column)} ${message}`;
  const standing = new Set(diagnostics.map(identity));
  const gone = inspect(workspace, options)
    .foundAtOnce()
    .map(identity)
    .filter((one) => !standing.has(one));
  if (gone.length > 0) throw new Error(`Found at once, and gone afterwards: ${gone.join("; ")}`);
}

const claiming = new Set(["no-callback-cast", "no-reader-cast", "no-ineffective-augmentation"]);

/** A report says of each finding what `fix` makes of it. Asked where that is most likely to differ: it takes as long as all the rest. */
function expectReportToAgree(workspace: Workspace, { diagnostics }: Analysis, options: AnalyzeOptions = {}): void {
  if (diagnostics.every(({ rule, fixable }) => fixable && !claiming.has(rule))) return;
  const told = ({ rule, file, line, column, fixable }: Diagnostic): string =>
    `${rule} ${file}:${String(line)}:${String(column)}${fixable ? ", fixable" : ""}`;
  const report = analyze(workspace, { ...options, fix: false })
    .diagnostics.map(told)
    .sort();
  const expected = diagnostics.map(told).sort();
  if (JSON.stringify(report) !== JSON.stringify(expected))
    throw new Error(`The report says ${report.join("; ")}, and the fix ${expected.join("; ")}`);
}
