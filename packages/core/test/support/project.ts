import path from "node:path";
import ts from "typescript";
import { once } from "../../src/compiler/once.js";
import { analysisOf } from "../../src/analyze.js";
import {
  mayReportIn,
  inspect,
  mayAugment,
  type Analysis,
  type AnalyzeOptions,
  type Diagnostic,
  type Inspection,
  type Workspace,
} from "../../src/index.js";
import { ownErrors, type OwnError } from "./compile.js";
import { changed } from "./changed.js";
import { dependenciesOn, type NextAuthVersion } from "./packages.js";
import { parseConfig } from "./tsconfig-files.js";
import { native, nativeProgram } from "./native.js";
import { virtualHost, virtualProgram } from "./virtual-host.js";

/** The compiler that the engine runs on by default. The oracle of the tests is TypeScript 6 in any case. */
const usual = process.env["TYPED_SESSION_COMPILER"] === undefined ? "classic" : "native";

export interface ProjectOptions {
  readonly nextAuth?: NextAuthVersion;
  readonly compilerOptions?: Record<string, unknown>;
  /** The tsconfig's `include`; everything by default. */
  readonly include?: readonly string[];
  readonly analyze?: AnalyzeOptions;
  /** The compiler that the engine runs on: TypeScript 6, or 7 by its native API. */
  readonly compiler?: "classic" | "native";
}

/** A project in memory, on a real next-auth. Each answer is worked out when it is first asked for. */
export interface Project {
  /** The files as given, by name relative to the root. */
  readonly files: Readonly<Record<string, string>>;
  /** TypeScript's own program of it. */
  readonly program: () => ts.Program;
  /** The engine's workspace of it. */
  readonly workspace: () => Workspace;
  /** The engine's analysis of it. */
  readonly analysis: () => Analysis;
  /** The compiler's errors in the project's own files, declaration files included, without the engine. */
  readonly errors: () => readonly OwnError[];
  /** The project after `fix`. */
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
 * A project of these files, with keys relative to its root, `../…` for a file outside it. A `tsconfig.json` among them
 * is used unchanged.
 */
export function project(files: Readonly<Record<string, string>>, options: ProjectOptions = {}): Project {
  return projectAfter(files, options);
}

/** @param earlier the program of the project before the change */
function projectAfter(
  files: Readonly<Record<string, string>>,
  options: ProjectOptions,
  earlier?: () => ts.Program,
): Project {
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
  const loaded = once(() => virtualProgram(dependencies, texts, config.fileNames, config.options));
  const loadedNatively = (): Pick<Workspace, "ts" | "program" | "host"> => ({
    ts: native().ts,
    program: nativeProgram(texts, configFile, config.fileNames, config.options),
    host: virtualHost(dependencies, texts, config.options),
  });
  const made: Project = {
    program: () => loaded().program,
    workspace: once(() => {
      const {
        ts: compiler,
        program,
        host,
      } = (options.compiler ?? usual) === "native" ? loadedNatively() : { ts, ...loaded() };
      const strayFiles = [...texts].flatMap(([fileName, text]) =>
        program.getSourceFile(fileName) === undefined && mayAugment(text)
          ? [{ fileName, text, isElsewhere: false }]
          : [],
      );
      return {
        ts: compiler,
        program,
        host,
        root,
        wouldInclude: config.includes,
        strayFiles,
        configFile: { fileName: configFile, text: configText },
      };
    }),
    analysis: once(() => {
      const workspace = made.workspace();
      const inspection = inspect(workspace, options.analyze);
      const foundAtOnce = inspection.foundAtOnce();
      const analysis = analysisOf(inspection, options.analyze);
      expectToBeAskedFor(workspace, analysis, options.analyze);
      expectToStand(foundAtOnce, analysis);
      expectReportToAgree(inspection, analysis);
      return analysis;
    }),
    files,
    errors: once(() => ownErrors(dependencies, texts, config, earlier?.() ?? made.program())),
    fixed: once(() => {
      const { changes } = made.analysis().fix;
      // The same files would have the same findings and errors once more.
      if (changes.length === 0) return made;
      return projectAfter(changed(files, root, changes), options, made.program);
    }),
  };
  return made;
}

/** An editor asks for findings in some files only: each file with a finding must be among them. */
function expectToBeAskedFor(
  { ts: compiler, program, root }: Workspace,
  { diagnostics }: Analysis,
  options: AnalyzeOptions = {},
): void {
  const isAskedFor = mayReportIn(compiler, program, options);
  for (const { file, rule } of diagnostics) {
    const found = program.getSourceFile(`${root}/${file}`);
    if (found && !isAskedFor(found)) throw new Error(`Nobody asks for the findings in ${file}: ${rule}`);
  }
}

/** A finding that an editor shows at once is still there at the end. */
function expectToStand(foundAtOnce: readonly Diagnostic[], { diagnostics }: Analysis): void {
  const identity = ({ rule, file, line, column, message }: Diagnostic): string =>
    `${rule} ${file}:${String(line)}:${String(column)} ${message}`;
  const standing = new Set(diagnostics.map(identity));
  const gone = foundAtOnce.map(identity).filter((one) => !standing.has(one));
  if (gone.length > 0) throw new Error(`Found at once, and gone afterwards: ${gone.join("; ")}`);
}

const claiming = new Set(["no-callback-cast", "no-reader-cast", "no-ineffective-augmentation"]);

/**
 * A report says what `fix` makes of each finding. This is checked only where a difference is likely, as it takes as
 * long as all the rest.
 */
function expectReportToAgree(inspection: Inspection, { diagnostics }: Analysis): void {
  if (diagnostics.every(({ rule, fixable }) => fixable && !claiming.has(rule))) return;
  const told = ({ rule, file, line, column, fixable }: Diagnostic): string =>
    `${rule} ${file}:${String(line)}:${String(column)}${fixable ? ", fixable" : ""}`;
  const report = inspection.proven({ trustsTypes: true }).diagnostics.map(told).sort();
  const expected = diagnostics.map(told).sort();
  if (JSON.stringify(report) !== JSON.stringify(expected))
    throw new Error(`The report says ${report.join("; ")}, and the fix ${expected.join("; ")}`);
}
