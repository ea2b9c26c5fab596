import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { keysFor, type Keys } from "./keys.js";

const init = createRequire(import.meta.url)("@typed-session/typescript-plugin") as (modules: {
  typescript: typeof ts;
}) => ts.server.PluginModule;

/**
 * The plugin's requests to the compiler for the problems of one file, a measure that does not depend on the machine's
 * load.
 */
export interface CountRow {
  readonly app: string;
  readonly file: string;
  readonly when: "cold" | "after a key" | "the later pass";
  /** The overlays that it made. */
  readonly programs: number;
  /** The calls to the checkers of the overlays and of the editor's program. */
  readonly checkerCalls: number;
}

/**
 * Counts requests on a language service in this process, because a server does not tell them.
 *
 * @param app its name
 * @param file the file's role; `name` is its name in the app
 */
export function countWork(app: string, directory: string, file: string, name: string): CountRow[] {
  const { service, take, press } = startService(directory);
  service.getSemanticDiagnostics(name);
  const cold = take();
  press(name);
  service.getSemanticDiagnostics(name);
  const afterKey = take();
  service.getSuggestionDiagnostics(name);
  return [
    { app, file, when: "cold", ...cold },
    { app, file, when: "after a key", ...afterKey },
    { app, file, when: "the later pass", ...take() },
  ];
}

interface Service {
  readonly service: Pick<ts.LanguageService, "getSemanticDiagnostics" | "getSuggestionDiagnostics">;
  /** The counts since the last call. */
  readonly take: () => Pick<CountRow, "programs" | "checkerCalls">;
  readonly press: (name: string) => void;
}

/** The language service of a project on disk, with the plugin. */
function startService(directory: string): Service {
  const configFile = join(directory, "tsconfig.json");
  const parsed = ts.getParsedCommandLineOfConfigFile(
    configFile,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
  );
  if (!parsed) throw new Error(`${configFile} cannot be read`);
  const counter = createCounter();
  const keys = new Map<string, Keys>();
  const versions = new Map<string, number>();
  const host = {
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => parsed.options,
    getScriptFileNames: () => parsed.fileNames,
    getScriptVersion: (name: string) => String(versions.get(name) ?? 0),
    getScriptSnapshot: (name: string) => {
      const text = keys.get(name)?.text() ?? ts.sys.readFile(name);
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
    // Timers never fire, because prepared work is no part of a request.
    serverHost: { ...ts.sys, setTimeout: () => undefined, clearTimeout: () => undefined },
    project: {
      projectKind: ts.server.ProjectKind.Configured,
      getProjectName: () => configFile,
      projectService: { logger: { info: fail }, getPreferences: () => ({}) },
    },
    config: { name: "@typed-session/typescript-plugin" },
  } as unknown as ts.server.PluginCreateInfo;
  const service = init({ typescript: counter.ts }).create(info);
  return {
    service: {
      getSemanticDiagnostics: (name) => service.getSemanticDiagnostics(join(directory, name)),
      getSuggestionDiagnostics: (name) => service.getSuggestionDiagnostics(join(directory, name)),
    },
    take: counter.take,
    press: (name) => {
      const file = join(directory, name);
      const pressed = keys.get(file) ?? keysFor(readFileSync(file, "utf8"));
      keys.set(file, pressed);
      pressed.next();
      versions.set(file, (versions.get(file) ?? 0) + 1);
    },
  };
}

/** A plugin that logs anything has failed, so that its counts mean nothing. */
function fail(message: unknown): never {
  throw new Error(JSON.stringify(message));
}

/** TypeScript as a plugin gets it, with counts of its use. */
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
