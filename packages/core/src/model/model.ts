import type ts from "typescript";
import type { Problem } from "../api/analysis.js";
import { viewOf, type ProgramView } from "../compiler/program-view.js";
import type { Types } from "../compiler/types.js";
import { augmentationsIn, type Augmentation } from "../declared/augmentations.js";
import { declaredInterfaces, type DeclaredInterfaces } from "../declared/interfaces.js";
import { misplacedCallbacks } from "./misplaced-callbacks.js";
import { missingModules } from "./missing-modules.js";
import { libraryTypes } from "../declared/library-types.js";
import { discoverConfigs, type Discovered } from "../discover/configs.js";
import { libraries } from "../discover/libraries/index.js";
import { isOfUser, type FieldKey } from "../api/field-key.js";
import { inferCallbacks } from "../infer/callbacks.js";
import { inferInputs, type InputRead } from "../infer/inputs.js";
import type { Observations } from "../infer/interpreter/observer.js";
import type { InterfaceName } from "../api/report.js";
import type { Workspace } from "../api/workspace.js";
import type { AuthConfig } from "../discover/auth-config.js";
import type { OpenCause, Write } from "../infer/heap/value.js";
import type { CallbackFacts, InferOptions } from "../infer/facts.js";
import { once } from "../compiler/once.js";
import { type InferredField, combine } from "./fields.js";
import { compilerOf } from "../compiler/compiler.js";

/** An object whose fields are inferred. */
export type Target = "Session" | "Session.user" | "JWT";

/**
 * Everything that one program says: the writes of the callbacks, the declarations, and where the analysis cannot see.
 */
export interface Model {
  readonly workspace: Workspace;
  /** The view of the workspace's program. */
  readonly view: ProgramView;
  /** The view's types. */
  readonly types: Types;
  readonly configs: readonly AuthConfig[];
  /** Configs that are a part of another config. */
  readonly bases: readonly AuthConfig[];
  readonly problems: readonly Problem[];
  readonly declared: DeclaredInterfaces;
  readonly augmentations: readonly Augmentation[];
  readonly fields: ReadonlyMap<string, InferredField>;
  readonly open: ReadonlyMap<Target, readonly OpenCause[]>;
  /** Reads of fields of `user`, `account` and `profile` in the callbacks, with their providers' types. */
  readonly inputs: ReadonlyMap<string, InputRead>;
  /** The observations of each config's callbacks. */
  readonly observed: readonly { readonly config: AuthConfig; readonly seen: Observations }[];
  /** Assignments of the session's user as a whole. */
  readonly userWrites: readonly Write[];
  /** Whether the session of every config holds a user. */
  readonly keepsUser: boolean;
  /** Reads of fields of the token. */
  readonly tokenReads: readonly { readonly key: FieldKey; readonly node: ts.Node }[];
  /** The other programs that read this session. */
  readonly otherReaders: () => readonly Reader[];
}

/** A program that reads the session: the model's own, or another one that sees the same augmentation. */
export interface Reader extends Pick<Model, "types" | "declared"> {
  readonly workspace: Pick<Workspace, "ts" | "program" | "host">;
  /** The names of files that another reader holds too. */
  readonly skips?: ReadonlySet<string>;
  /** The name of its package, if that is another one than the config's. */
  readonly project?: string;
  /** Whether its tsconfig would include a file of this name. */
  readonly wouldInclude?: (fileName: string) => boolean;
}

/**
 * Reads a whole program: discover, infer, declared.
 *
 * @param workspace whose program holds the library's modules
 * @param discovered the configs of that program, if they are known
 */
export function readModel(
  workspace: Workspace,
  options: InferOptions,
  discovered: Discovered = discoverConfigs(workspace, options.ignoreConfigs),
): Model {
  const { ts, program } = workspace;
  const view = viewOf(workspace);
  const { types } = view;
  const { configs, problems } = discovered;
  const [config] = configs;
  const interfaces = config
    ? libraryTypes(view, config.library, config.node.getSourceFile().fileName)
    : new Map<InterfaceName, ts.Type>();
  const facts = configs.map((config) => inferCallbacks(view, config, options));
  const fields = combine(view, discovered, facts);
  const declared = declaredInterfaces(view, interfaces);
  return {
    workspace,
    view,
    types,
    configs,
    bases: discovered.bases,
    problems: [
      ...problems,
      ...misplacedCallbacks(workspace, configs),
      ...missingModules(workspace, fields, facts, declared),
    ],
    declared,
    augmentations: augmentationsIn(ts, program, libraries),
    fields,
    open: openTargets(facts),
    inputs: inferInputs(view, configs, facts),
    observed: configs.flatMap((config, index) => {
      const seen = facts[index]?.seen;
      return seen ? [{ config, seen }] : [];
    }),
    userWrites: facts.flatMap(({ session }) => session.fields.get("user")?.writes ?? []),
    keepsUser: facts.length > 0 && facts.every((one) => one.keepsUser),
    tokenReads: facts.flatMap(({ seen }) =>
      seen.reads.flatMap((read) =>
        read.interface === "JWT" ? [{ key: { interface: "JWT" as const, names: read.names }, node: read.node }] : [],
      ),
    ),
    otherReaders: once(() => (config ? otherReaders(workspace, config) : [])),
  };
}

/** The other programs of a workspace, each with the library's interfaces as the config's file sees them there. */
function otherReaders(workspace: Workspace, { library, node }: AuthConfig): Reader[] {
  const { ts } = workspace;
  const held = new Set(
    compilerOf(ts)
      .ownFiles(workspace.program)
      .map(({ fileName }) => fileName),
  );
  return (workspace.alsoProveIn?.() ?? []).map(({ program, host, skips = [], project, wouldInclude }) => {
    const view = viewOf({ ts, program, host });
    const declared = declaredInterfaces(view, libraryTypes(view, library, node.getSourceFile().fileName));
    return {
      workspace: { ts, program, host },
      types: view.types,
      declared,
      skips: new Set([...held, ...skips]),
      ...(project !== undefined && { project }),
      ...(wouldInclude && { wouldInclude }),
    };
  });
}

function openTargets(facts: readonly CallbackFacts[]): Map<Target, readonly OpenCause[]> {
  return new Map<Target, readonly OpenCause[]>([
    ["Session", facts.flatMap((one) => one.session.open)],
    ["Session.user", facts.flatMap((one) => one.sessionUser.open)],
    ["JWT", facts.flatMap((one) => one.token.open)],
  ]);
}

/** The object that a field belongs to. */
export function targetOf(key: FieldKey): Target | undefined {
  if (key.interface === "JWT") return "JWT";
  if (key.interface !== "Session") return undefined;
  return isOfUser(key) ? "Session.user" : "Session";
}
