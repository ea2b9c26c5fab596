import path from "node:path";
import type { AnalyzeOptions } from "@typed-session/core";
import ts from "typescript";
import { folderWithNextAuth } from "../../../core/test/support/copied-packages.js";
import { decorate } from "../../src/decorate.js";

/** A language service with the plugin on files in memory and the real next-auth, as a server would start it. */
export interface Service {
  readonly service: ts.LanguageService;
  /** The same without the plugin. */
  readonly base: ts.LanguageService;
  /** The number of calls for a checker. */
  readonly checkersAskedFor: () => number;
  readonly change: (name: string, text: string) => void;
  readonly remove: (name: string) => void;
  /** @param after the number of calls before the request counts as cancelled */
  readonly cancel: (isCancelled: boolean, after?: number) => void;
  /** Lets the plugin do all its idle work; returns the number of steps. */
  readonly beIdle: () => number;
  /** Names the editor, as a client does. */
  readonly introduce: (hostInfo: string) => void;
  /** Shows no suggestions, as some clients do. */
  readonly wantNoSuggestions: () => void;
  /** Files that the plugin has written, as it does for a client that cannot. */
  readonly written: Map<string, string>;
  readonly logged: readonly string[];
  readonly fileName: (name: string) => string;
}

/** The shared part of many services in folders of their own: the library is read once. */
interface Sharing {
  readonly folder?: string;
  readonly documents?: ts.DocumentRegistry;
  readonly options?: AnalyzeOptions;
}

export function startService(
  texts: Readonly<Record<string, string>>,
  change: (service: ts.LanguageService) => void = () => undefined,
  { folder = "app", documents = ts.createDocumentRegistry(), options: analyze = {} }: Sharing = {},
): Service {
  const root = path.join(folderWithNextAuth(4), folder);
  const fileName = (name: string): string => path.posix.join(root, name);
  const files = new Map(Object.entries(texts).map(([name, text]) => [fileName(name), { text, version: 1 }]));
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  };
  // No version of a name comes back: a file that is removed and made anew is another.
  let lastVersion = 1;
  let asksLeft = Infinity;
  const { sys } = ts;
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
    // In the order of a tsconfig's `include`, whichever file was there first.
    getScriptFileNames: () => [...files.keys()].sort(),
    getScriptVersion: (name) => String(files.get(name)?.version ?? 1),
    getScriptSnapshot: (name) => {
      const text = files.get(name)?.text ?? sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
    fileExists: (name) => files.has(name) || sys.fileExists(name),
    readFile: (name) => files.get(name)?.text ?? sys.readFile(name),
    directoryExists: (name) =>
      [...files.keys()].some((file) => file.startsWith(`${name}/`)) || sys.directoryExists(name),
    getDirectories: (name) => sys.getDirectories(name),
    realpath: (name) => (files.has(name) ? name : (sys.realpath?.(name) ?? name)),
    getCancellationToken: () => ({ isCancellationRequested: () => asksLeft-- <= 0 }),
    getModuleResolutionCache: () => undefined,
  } as ts.LanguageServiceHost;
  const languageService = ts.createLanguageService(host, documents);
  change(languageService);

  let asked = 0;
  const getProgram = languageService.getProgram.bind(languageService);
  const counted = new WeakMap<ts.Program, ts.Program>();
  languageService.getProgram = () => {
    const program = getProgram();
    const known = program && counted.get(program);
    if (!program || known) return known;
    const counting: ts.Program = {
      ...program,
      getTypeChecker: () => {
        asked++;
        return program.getTypeChecker();
      },
    };
    counted.set(program, counting);
    return counting;
  };
  let asksForSuggestions = true;
  const hostConfiguration = { hostInfo: "Unknown host" };
  let waiting: (() => void) | undefined;
  const logged: string[] = [];
  const written = new Map<string, string>();
  const config = JSON.stringify({ compilerOptions: {}, include: ["."] });
  const info = {
    languageService,
    languageServiceHost: host,
    serverHost: {
      ...sys,
      fileExists: (name: string) => files.has(name) || sys.fileExists(name),
      readFile: (name: string) => (name === fileName("tsconfig.json") ? config : host.readFile(name)),
      writeFile: (name: string, text: string) => written.set(name, text),
      setTimeout: (callback: () => void) => {
        waiting = callback;
        return callback;
      },
      clearTimeout: () => {
        waiting = undefined;
      },
    },
    project: {
      projectKind: ts.server.ProjectKind.Configured,
      getProjectName: () => fileName("tsconfig.json"),
      projectService: {
        logger: { info: (message: string) => logged.push(message) },
        hostConfiguration,
        getPreferences: () => ({ disableSuggestions: !asksForSuggestions }),
      },
    },
    config: { name: "@typed-session/typescript-plugin" },
  } as unknown as ts.server.PluginCreateInfo;
  return {
    service: decorate(ts, info, analyze, []),
    base: languageService,
    checkersAskedFor: () => asked,
    change: (name, text) => {
      files.set(fileName(name), { text, version: ++lastVersion });
    },
    remove: (name) => {
      files.delete(fileName(name));
    },
    cancel: (isCancelled, after = 0) => {
      asksLeft = isCancelled ? after : Infinity;
    },
    beIdle: () => {
      let steps = 0;
      while (waiting) {
        const step = waiting;
        waiting = undefined;
        step();
        steps++;
      }
      return steps;
    },
    introduce: (hostInfo) => {
      hostConfiguration.hostInfo = hostInfo;
    },
    wantNoSuggestions: () => {
      asksForSuggestions = false;
    },
    written,
    logged,
    fileName,
  };
}
