import type ts from "typescript";
import type { Ast, NativeModules, Sync } from "./modules.js";
import { Memo } from "./memo.js";
import type { FindFile } from "./origin.js";
import { NativeSignature, NativeSymbol, NativeType } from "./types.js";

/** A declaration as TypeScript 7 names it, without its file's tree. */
type Handle = Pick<Sync.NodeHandle<Ast.Declaration>, "path" | "resolve">;

/** The types, symbols and signatures of one program, each under the names of TypeScript's own, and each once. */
export class Registry {
  readonly checker: Sync.Checker;
  /** What the checker is asked for, by number. */
  readonly kinds: {
    readonly alias: number;
    readonly call: Sync.SignatureKind;
    readonly number: number;
    readonly string: number;
  };
  readonly memo = new Memo();
  readonly findFile: FindFile;
  private readonly known = new WeakMap<object, object>();

  constructor({ sync }: NativeModules, checker: Sync.Checker, findFile: FindFile) {
    this.checker = checker;
    this.findFile = findFile;
    this.kinds = {
      alias: sync.SymbolFlags.Alias,
      call: sync.SignatureKind.Call,
      number: sync.TypeFlags.Number,
      string: sync.TypeFlags.String,
    };
  }

  type(native: Sync.Type): ts.Type;
  type(native: Sync.Type | undefined): ts.Type | undefined;
  type(native: Sync.Type | undefined): ts.Type | undefined {
    return native && (this.once(native, () => new NativeType(this, native)) as unknown as ts.Type);
  }

  types(natives: readonly Sync.Type[]): ts.Type[] {
    return natives.map((native) => this.type(native));
  }

  symbol(native: Sync.Symbol): ts.Symbol;
  symbol(native: Sync.Symbol | undefined): ts.Symbol | undefined;
  symbol(native: Sync.Symbol | undefined): ts.Symbol | undefined {
    return native && (this.once(native, () => new NativeSymbol(this, native)) as unknown as ts.Symbol);
  }

  symbols(natives: readonly Sync.Symbol[]): ts.Symbol[] {
    return natives.map((native) => this.symbol(native));
  }

  signature(native: Sync.Signature): ts.Signature {
    return this.once(native, () => new NativeSignature(this, native)) as unknown as ts.Signature;
  }

  signatures(natives: readonly Sync.Signature[]): ts.Signature[] {
    return natives.map((native) => this.signature(native));
  }

  declaration(handle: Handle): ts.Declaration | undefined {
    return handle.resolve() as unknown as ts.Declaration | undefined;
  }

  /** `undefined` for a symbol that nothing declares. */
  declarations(handles: readonly Handle[]): ts.Declaration[] | undefined {
    return handles.length === 0 ? undefined : handles.flatMap((handle) => this.declaration(handle) ?? []);
  }

  private once<Made extends object>(native: object, make: () => Made): Made {
    const before = this.known.get(native) as Made | undefined;
    if (before) return before;
    const made = make();
    this.known.set(native, made);
    return made;
  }
}

/** The type of TypeScript 7 behind one of a registry. */
export function nativeType(type: ts.Type): Sync.Type {
  return (type as unknown as NativeType).native;
}

export function nativeSymbol(symbol: ts.Symbol): Sync.Symbol {
  return (symbol as unknown as NativeSymbol).native;
}

export function nativeSignature(signature: ts.Signature): Sync.Signature {
  return (signature as unknown as NativeSignature).native;
}

/** The trees have the same parts under the same names. */
export function nativeNode(node: ts.Node): Ast.Node {
  return node as unknown as Ast.Node;
}
