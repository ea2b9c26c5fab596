import type ts from "typescript";
import type { Program } from "../../api/program.js";
import { isStrictNullChecks } from "../options.js";
import type { TypeScript } from "../../syntax/typescript.js";
import { isOwnName } from "../own-files.js";
import type { NativeApi, NativeState, ProgramSpec, Texts } from "./api.js";
import { NativeChecker } from "./checker.js";
import type { Ast, NativeModules, Sync } from "./modules.js";
import { Registry } from "./registry.js";

/** What the programs of one compiler share. */
export interface NativeContext {
  readonly modules: NativeModules;
  readonly api: NativeApi;
  /** Forgets the state of a program in the compiler's process when nobody here holds its types any more. */
  readonly unused: FinalizationRegistry<NativeState>;
}

/** A program of TypeScript 7 under the names of TypeScript's own. */
export class NativeProgram implements Program {
  readonly state: NativeState;
  readonly spec: ProgramSpec;
  readonly context: NativeContext;
  private readonly checker: NativeChecker;
  private readonly names: ReadonlySet<string>;
  private readonly semantic = new Map<string, readonly ts.Diagnostic[]>();
  private readonly syntactic = new Map<string, readonly ts.Diagnostic[]>();
  private readonly files = new Map<string, ts.SourceFile>();
  private readonly resolutions = new Map<string, { readonly found: string | undefined }>();
  private own: readonly ts.SourceFile[] | undefined;

  constructor(context: NativeContext, spec: ProgramSpec, state: NativeState) {
    this.context = context;
    this.spec = spec;
    this.state = state;
    this.names = new Set(state.program.getSourceFileNames());
    const { modules, api, unused } = context;
    const versionMajorMinor = modules.version.split(".", 2).join(".") as TypeScript["versionMajorMinor"];
    const registry = new Registry(modules, state.checker, (name) => this.getSourceFile(name));
    unused.register(registry, state);
    this.checker = new NativeChecker({
      modules,
      native: state.checker,
      registry,
      isStrictNullChecks: () => isStrictNullChecks({ versionMajorMinor }, this.getCompilerOptions()),
      awaited: (type) => api.awaited(state.checker, type),
    });
  }

  /** The same program with further texts over it. */
  changed(spec: ProgramSpec, texts: Texts): NativeProgram {
    return new NativeProgram(this.context, spec, this.context.api.change(this.state, spec, texts));
  }

  /** See `Compiler.resolvedFile`. */
  resolved(specifier: string, fromFile: string, added?: string): string | undefined {
    // Without `paths` no package's name leads to a file of the project.
    const isOwn = specifier.startsWith(".") || this.getCompilerOptions().paths !== undefined;
    const isMisleading = added !== undefined && isOwn;
    const key = JSON.stringify([specifier, fromFile, isMisleading && added]);
    const before = this.resolutions.get(key);
    if (before) return before.found;
    const found =
      (isMisleading ? undefined : this.importedBy(fromFile, specifier)) ??
      this.context.api.resolve(this, specifier, fromFile, isMisleading ? added : undefined);
    this.resolutions.set(key, { found });
    return found;
  }

  /** What the program has found for an import of a file. */
  private importedBy(fromFile: string, specifier: string): string | undefined {
    const file = this.getSourceFile(fromFile) as unknown as Ast.SourceFile | undefined;
    const own = file?.imports.find((one) => (one as Ast.StringLiteral).text === specifier);
    return file && own && this.context.api.imported(this.state, own, file);
  }

  getTypeChecker(): NativeChecker {
    return this.checker;
  }

  getCompilerOptions(): ts.CompilerOptions {
    return this.state.program.getCompilerOptions() as unknown as ts.CompilerOptions;
  }

  /** Fetches the file's tree; when the compiler's process has ended, only what was fetched is known. */
  getSourceFile(fileName: string): ts.SourceFile | undefined {
    const known = this.files.get(fileName);
    if (known || !this.names.has(fileName) || this.context.api.isClosed()) return known;
    const file = this.state.program.getSourceFile(fileName) as unknown as ts.SourceFile | undefined;
    if (file) this.files.set(fileName, file);
    return file;
  }

  /** The absolute names of all files, in program order. */
  fileNames(): ReadonlySet<string> {
    return this.names;
  }

  /** The project's own files; fetches their trees. */
  ownFiles(): readonly ts.SourceFile[] {
    this.own ??= [...this.names].filter((name) => this.isOwn(name)).flatMap((name) => this.getSourceFile(name) ?? []);
    return this.own;
  }

  /** Whether a file is the project's own; see `isOwnFile`. */
  isOwn(fileName: string): boolean {
    return isOwnName(fileName, {
      isDefaultLibrary: () => this.isDefaultLibrary(fileName),
      isFromExternalLibrary: () => this.state.program.getSourceFileMetadata(fileName)?.isFromExternalLibrary === true,
    });
  }

  isSourceFileDefaultLibrary({ fileName }: ts.SourceFile): boolean {
    return this.isDefaultLibrary(fileName);
  }

  isDefaultLibrary(fileName: string): boolean {
    if (!/\/lib\.[^/]*\.d\.ts$/.test(fileName)) return false;
    return this.state.program.getSourceFileMetadata(fileName)?.isDefaultLibrary === true;
  }

  isSourceFileFromExternalLibrary({ fileName }: ts.SourceFile): boolean {
    return this.state.program.getSourceFileMetadata(fileName)?.isFromExternalLibrary === true;
  }

  getSyntacticDiagnostics(file?: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
    return this.diagnostics(this.syntactic, file, (name) =>
      this.state.program.getSyntacticDiagnostics(name),
    ) as readonly ts.DiagnosticWithLocation[];
  }

  getSemanticDiagnostics(file?: ts.SourceFile): readonly ts.Diagnostic[] {
    return this.diagnostics(this.semantic, file, (name) => [
      ...this.state.program.getBindDiagnostics(name),
      ...this.state.program.getSemanticDiagnostics(name),
    ]);
  }

  private diagnostics(
    known: Map<string, readonly ts.Diagnostic[]>,
    file: ts.SourceFile | undefined,
    ask: (name: string) => readonly Sync.Diagnostic[],
  ): readonly ts.Diagnostic[] {
    if (!file) return this.ownFiles().flatMap((one) => this.diagnostics(known, one, ask));
    const found = known.get(file.fileName) ?? ask(file.fileName).map((one) => this.diagnostic(one));
    known.set(file.fileName, found);
    return found;
  }

  private diagnostic(native: Sync.Diagnostic): ts.Diagnostic {
    const { fileName, pos, end, code, category } = native;
    return {
      file: fileName === undefined ? undefined : this.getSourceFile(fileName),
      start: pos,
      length: end - pos,
      code,
      category,
      messageText: messageOf(native),
    };
  }
}

function messageOf(native: Sync.Diagnostic): string | ts.DiagnosticMessageChain {
  const { text, messageChain = [], code, category } = native;
  if (messageChain.length === 0) return text;
  const next = messageChain.map((one) => asChain(messageOf(one), one));
  return { messageText: text, code, category, next };
}

function asChain(
  message: string | ts.DiagnosticMessageChain,
  { code, category }: Sync.Diagnostic,
): ts.DiagnosticMessageChain {
  if (typeof message !== "string") return message;
  return { messageText: message, code, category };
}
