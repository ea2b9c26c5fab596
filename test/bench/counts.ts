import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { generateApp, named } from "./app.js";

const init = createRequire(import.meta.url)("@typed-session/typescript-plugin") as (modules: {
  typescript: typeof ts;
}) => ts.server.PluginModule;

/** What the plugin asked of the compiler to say what is wrong with one file: work, which no busy machine makes more. */
export interface CountRow {
  readonly file: string;
  readonly when: "cold" | "after an edit";
  /** The programs that it laid over the editor's. */
  readonly programs: number;
  /** The questions that it put to their checkers and the editor's. */
  readonly checkerCalls: number;
}

/** Counts, on a language service in this process, what a server cannot tell. */
export function countWork(size: number): CountRow[] {
  return Object.entries({
    "the callbacks": named.callbacks,
    "a reader": named.reader,
    "an unrelated file": named.unrelated,
  }).flatMap(([file, name]) => {
    const { service, take, append } = startService(generateApp(size));
    service.getSemanticDiagnostics(name);
    const cold = take();
    append(name);
    service.getSemanticDiagnostics(name);
    return [{ file, when: "cold", ...cold } as const, { file, when: "after an edit", ...take() } as const];
  });
}

interface Service {
  readonly service: Pick<ts.LanguageService, "getSemanticDiagnostics">;
  /** What has been counted since it was last taken. */
  readonly take: () => Pick<CountRow, "programs" | "checkerCalls">;
  readonly append: (name: string) => void;
}

/** The language service of a project on the disk, with the plugin on it. */
function startService(directory: string): Service {
  const configFile = join(directory, "tsconfig.json");
  const parsed = ts.getParsedCommandLineOfConfigFile(
    configFile,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
  );
  if (!parsed) throw new Error(`${configFile} cannot be read`);
  const counter = createCounter();
  const texts = new Map<string, string>();
  const host = {
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => parsed.options,
    getScriptFileNames: () => parsed.fileNames,
    getScriptVersion: (name: string) => String(texts.get(name)?.length ?? 0),
    getScriptSnapshot: (name: string) => {
      const text = texts.get(name) ?? ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => directory,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  };
  const languageService = ts.createLanguageService(host);
  const getProgram = languageService.getProgram.bind(languageService);
  languageService.getProgram = () => {
    const program = getProgram();
    return program && counter.counted(program);
  };
  const info = {
    languageService,
    languageServiceHost: host,
    serverHost: ts.sys,
    project: {
      projectKind: ts.server.ProjectKind.Configured,
      getProjectName: () => configFile,
      projectService: { logger: { info: fail } },
    },
    config: { name: "@typed-session/typescript-plugin" },
  } as unknown as ts.server.PluginCreateInfo;
  const service = init({ typescript: counter.ts }).create(info);
  return {
    service: { getSemanticDiagnostics: (name) => service.getSemanticDiagnostics(join(directory, name)) },
    take: counter.take,
    append: (name) => {
      const file = join(directory, name);
      texts.set(file, `${texts.get(file) ?? readFileSync(file, "utf8")}\n`);
    },
  };
}

/** A plugin that says anything has failed: what it does then is not to be counted. */
function fail(message: unknown): never {
  throw new Error(JSON.stringify(message));
}

/** TypeScript, as a plugin is given it, with a count of what is asked of it. */
function createCounter(): {
  readonly ts: typeof ts;
  readonly counted: (program: ts.Program) => ts.Program;
  readonly take: Service["take"];
} {
  let programs = 0;
  let checkerCalls = 0;
  const known = new WeakSet<ts.Program>();
  const counted = (program: ts.Program): ts.Program => {
    if (known.has(program)) return program;
    known.add(program);
    let proxy: ts.TypeChecker | undefined;
    const getTypeChecker = program.getTypeChecker.bind(program);
    program.getTypeChecker = () =>
      (proxy ??= new Proxy(getTypeChecker(), {
        get: (checker, name, receiver) => {
          checkerCalls++;
          return Reflect.get(checker, name, receiver) as unknown;
        },
      }));
    return program;
  };
  const createProgram = (...args: Parameters<typeof ts.createProgram>): ts.Program => {
    programs++;
    return counted(ts.createProgram(...args));
  };
  return {
    ts: { ...ts, createProgram: createProgram as typeof ts.createProgram },
    counted,
    take: () => {
      const taken = { programs, checkerCalls };
      programs = 0;
      checkerCalls = 0;
      return taken;
    },
  };
}
