import type ts from "typescript";
import { errorsIn, type ErrorAt } from "../compiler/errors.js";
import { isStrictNullChecks } from "../compiler/options.js";
import { partsOf } from "../compiler/types.js";
import {
  editsFor,
  targetFile,
  whyUnreachable,
  withEdits,
  type DeclarationChange,
  type DeclarationSite,
} from "../declare/augment.js";
import { isHadByAll } from "../model/given-sessions.js";
import { readsOf } from "../model/readers.js";
import { joinEdits, type EditSet, type TextEdit } from "../edits/text-edit.js";
import { fieldName, isNested, isOfUser, isSameField, keyText, parentOf, type FieldKey } from "../api/field-key.js";
import type { InferOptions } from "../infer/callbacks.js";
import type { InputRead } from "../infer/inputs.js";
import type { Library } from "../discover/library.js";
import { parameterAnnotations, providerAnnotations, uncastValues } from "./annotate.js";
import { driftProposals, fieldsOf } from "./drift.js";
import { declare, declaredType, type Proposal } from "./proposal.js";
import { readModel, type InferredField, type Model } from "../model/model.js";
import {
  claims,
  concernedFiles,
  hasError,
  isFewerIn,
  isNoMoreEverywhere,
  narrowedFields,
  readingFiles,
  type Laid,
} from "./narrow.js";
import type { InterfaceName } from "../api/report.js";
import { SelfFed } from "./self-fed.js";
import { presentUser, reliesOnUser } from "./users-presence.js";
import { takenAsIs, typeOfTargets } from "./typed-by-target.js";
import type { Source } from "../infer/heap/value.js";

/** The declarations that agree with the callbacks, and what the program says once they are laid over it. */
export interface Settled {
  readonly proposals: ReadonlyMap<string, Proposal>;
  readonly model: Model;
  /** What was laid over the author's program to get there. */
  readonly edits: readonly TextEdit[];
}

/** What the author's own program says of the declarations, before anything is laid over it. */
export interface AtOnce extends Settled {
  /** Whether that is all there is to say: nothing is to be declared, and nothing has to be known better. */
  readonly isWhole: boolean;
  /** The fields whose declaration seems to be wrong. What they are assigned may come from something that is not declared yet. */
  readonly suspected: readonly FieldKey[];
}

/** Rounds a stage may take before its types are taken as they are: a field that feeds itself may never come to rest. */
const maxRounds = 5;

/**
 * Finds the declarations under which the callbacks and the declared types agree.
 *
 * What `token.id` is in the `session` callback depends on what `JWT` declares, and that on what `jwt` assigns. So the inputs come
 * first, then the token, then the session: each stage lays what is inferred over the program, asks the compiler again, and
 * goes on until nothing changes. Undeclared fields come before mismatched ones, because a value of type `unknown` that comes
 * out of an undeclared field would look like a mismatch.
 */
export function settle(base: Model, site: DeclarationSite, options: InferOptions): Settled {
  const plain = settleWith(base, site, options, new Map());
  const keys = claims(base, plain.model, site);
  if (keys.length === 0) return plain;
  const files = concernedFiles(plain.model);
  const laid = (one: Settled) => (): Laid => ({ workspace: one.model.workspace, edits: one.edits });
  let best = { settled: plain, claimed: new Map<string, Proposal>() };
  for (const key of keys) {
    const proposal = claim(base, site, key);
    const { settled: before } = best;
    if (!proposal || !(weakened(before) > 0 || hasError(base, laid(before), files))) break;
    const claimed = new Map([...best.claimed, [keyText(key), proposal]]);
    const settled = settleWith(base, site, options, claimed);
    // A promise of the author's that is true stays, where the library's own type is all that denies it.
    const isWanted = weakened(settled) < weakened(before) || isFewerIn(base, laid(settled), laid(before), files);
    const saved = (one: Settled) => (): Laid => savedWith(base, site, one.proposals);
    if (isWanted && isNoMoreEverywhere(base, saved(settled), saved(before))) best = { settled, claimed };
  }
  return best.settled;
}

/** How many of the author's declarations would promise less. */
function weakened({ proposals }: Settled): number {
  return [...proposals.values()].filter(({ drift }) => drift === "mismatched" || drift === "maybe-missing").length;
}

/** What the library always fills, declared as what it is once it is there. */
function claim(base: Model, site: DeclarationSite, key: FieldKey): Proposal | undefined {
  const type = base.declared.field(key)?.type;
  const proposal = type && declare(base, site, key, "narrower", base.types.withoutUndefined(type), false);
  return proposal?.change && proposal;
}

/** @param claimed declarations of what the library always fills: without them an error stays */
function settleWith(
  base: Model,
  site: DeclarationSite,
  options: InferOptions,
  claimed: ReadonlyMap<string, Proposal>,
): Settled {
  let proposals = claimed;
  const { annotations, isUntyped } = annotationsFor(base);
  const guesses = guessed(base, site);
  const selfFed = new SelfFed();
  /** What is laid over the program: what is proposed by now, and guesses in the place of what is not. */
  const laidOf = (some: ReadonlyMap<string, Proposal>): ReadonlyMap<string, Proposal> => new Map([...guesses, ...some]);
  const lay = (some: ReadonlyMap<string, Proposal>): Omit<Settled, "proposals"> =>
    withChanges(base, site, annotations, some, options);
  let laid: Omit<Settled, "proposals"> =
    annotations.length > 0 || laidOf(claimed).size > 0 ? lay(laidOf(claimed)) : { model: base, edits: [] };
  const stages: readonly ((current: Model) => Proposal[])[] = [
    (current) => inputProposals(current, base, site),
    (current) => undeclaredProposals(current, base, site, "JWT", proposals, selfFed),
    (current) => restarted(current, site, proposals, selfFed),
    (current) => undeclaredProposals(current, base, site, "JWT", proposals, selfFed),
    (current) => fromNothing(current, proposals, selfFed),
    (current) => driftProposals(current, base, site, "JWT", proposals, isUntyped),
    (current) => undeclaredProposals(current, base, site, "Session", proposals, selfFed),
    (current) => driftProposals(current, base, site, "Session", proposals, isUntyped),
    () => narrowedProposals(laid.model, base, site, proposals),
    () => presentUser(laid.model, base, site, proposals, (some) => savedWith(base, site, some)),
  ];
  for (const propose of stages) {
    for (let round = 0; round < maxRounds; round++) {
      const next = new Map([...proposals, ...keyed(propose(laid.model))]);
      const isSame = sameChanges(laidOf(proposals), laidOf(next));
      const isNew = !sameChanges(proposals, next);
      proposals = next;
      if (!isSame) laid = lay(laidOf(proposals));
      if (isSame && !isNew) break;
    }
  }
  // A guess that nothing has confirmed is none.
  if (!sameChanges(proposals, laidOf(proposals))) laid = lay(proposals);
  return { proposals, ...laid };
}

/**
 * What is not declared and what it will be, as far as the author's own program tells. Where the compiler confirms it, one program is enough to
 * settle everything.
 */
function guessed(base: Model, site: DeclarationSite): ReadonlyMap<string, Proposal> {
  const guesses = keyed(inputProposals(base, base, site).filter(({ change }) => isTyped(change)));
  for (const name of ["JWT", "Session"] as const) {
    for (const proposal of undeclaredProposals(base, base, site, name, new Map(), new SelfFed())) {
      const change = isTyped(proposal.change)
        ? asOptionalAsSources(base, proposal.change, guesses)
        : guessedChange(base, site, proposal.key, guesses);
      if (change) guesses.set(keyText(proposal.key), { ...proposal, change });
    }
  }
  return guesses;
}

/** A field that takes over another one as it is, will be optional where that one will be. */
function asOptionalAsSources(
  base: Model,
  change: TypedChange,
  guesses: ReadonlyMap<string, Proposal>,
): DeclarationChange {
  const { ts: tsModule, program } = base.workspace;
  const writes = base.fields.get(keyText(change.key))?.writes ?? [];
  const isSometimesMissing = writes.some((write) => {
    const source = takenAsIs(base, write);
    const taken = source && guesses.get(keyText(source))?.change;
    return isTyped(taken) && taken.type.optional;
  });
  const optional =
    change.type.optional || (isSometimesMissing && isStrictNullChecks(tsModule, program.getCompilerOptions()));
  return { ...change, type: { ...change.type, optional } };
}

/** What is assigned to a field from another one as it is will have that one's type; and what nobody knows yet will fit the rest. */
function guessedChange(
  base: Model,
  site: DeclarationSite,
  key: FieldKey,
  guesses: ReadonlyMap<string, Proposal>,
): DeclarationChange | undefined {
  const field = base.fields.get(keyText(key));
  if (!field) return undefined;
  const changes = field.writes.flatMap((write): TypedChange[] => {
    const source = takenAsIs(base, write);
    const taken = source && guesses.get(keyText(source))?.change;
    // A type as another file writes it may need other imports.
    const isOfSameFile = source && targetFile(site, source)?.fileName === targetFile(site, key)?.fileName;
    if (isTyped(taken)) return isOfSameFile ? [taken] : [];
    if (!base.types.isKnown(write.type)) return [];
    const type = declaredType(base, site, key, write.widened, false);
    const change = "unprintable" in type ? undefined : ({ kind: "declare", key, type } as const);
    return isTyped(change) ? [change] : [];
  });
  const [first] = changes;
  if (!first || changes.some(({ type }) => type.text !== first.type.text)) return undefined;
  const optional = field.optional || changes.some(({ type }) => type.optional);
  return { kind: "declare", key, type: { ...first.type, optional } };
}

type TypedChange = Extract<DeclarationChange, { kind: "declare" }>;

/** Whether a declaration says what a field holds. */
function isTyped(change: DeclarationChange | undefined): change is TypedChange {
  return change?.kind === "declare" && !["unknown", "never", "never[]"].includes(change.type.text);
}

/**
 * What the author's own program says without another one beside it: which fields and inputs nobody declares, and whether there is more to be
 * found out.
 */
export function settleAtOnce(base: Model, site: DeclarationSite): AtOnce {
  const { annotations, isUntyped } = annotationsFor(base);
  const undeclared = keyed([
    ...inputProposals(base, base, site),
    ...undeclaredProposals(base, base, site, "JWT", new Map(), new SelfFed()),
    ...undeclaredProposals(base, base, site, "Session", new Map(), new SelfFed()),
  ]);
  const names = ["JWT", "Session"] as const;
  const drifting = names.flatMap((name) => driftProposals(base, base, site, name, new Map(), isUntyped));
  const unassigned = names
    .flatMap((name) => base.declared.ownFields(name))
    .filter((key) => !key.declared.optional && !base.fields.has(keyText(key)));
  return {
    proposals: undeclared,
    model: base,
    edits: [],
    isWhole:
      annotations.length === 0 &&
      undeclared.size === 0 &&
      drifting.length === 0 &&
      narrowedFields(base, base).length === 0 &&
      reliesOnUser(base).length === 0 &&
      (claims(base, base, site).length === 0 ||
        !hasError(base, () => ({ workspace: base.workspace, edits: [] }), concernedFiles(base))),
    suspected: [...drifting.map(({ key }) => key), ...unassigned],
  };
}

function keyed(proposals: readonly Proposal[]): Map<string, Proposal> {
  return new Map(proposals.map((one) => [keyText(one.key), one]));
}

/** The edits that are laid over the program first, so that it says more of its types than its author does. */
function annotationsFor(base: Model): { readonly annotations: readonly TextEdit[]; readonly isUntyped: boolean } {
  const ofParameters = parameterAnnotations(base);
  return {
    annotations: distinct([...ofParameters, ...providerAnnotations(base), ...uncastValues(base)]),
    isUntyped: ofParameters.length > 0,
  };
}

/** Two configs may share a callback or a provider. */
function distinct(edits: readonly TextEdit[]): TextEdit[] {
  return [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
}

function withChanges(
  base: Model,
  site: DeclarationSite,
  annotations: readonly TextEdit[],
  proposals: ReadonlyMap<string, Proposal>,
  options: InferOptions,
): Omit<Settled, "proposals"> {
  const all = joinEdits({ edits: annotations, newFiles: [] }, editsOf(base, site, proposals));
  return { model: readModel(withEdits(site, all), options), edits: all.edits };
}

function editsOf(base: Model, site: DeclarationSite, proposals: ReadonlyMap<string, Proposal>): EditSet {
  const changes = [...proposals.values()].flatMap(({ change }) => (change && saysMore(base, change) ? [change] : []));
  return editsFor(site, changes);
}

/**
 * The program as it is once the declarations are saved, without what is laid over it to learn types. A fix is proven in the same program, so
 * that files that are checked here are checked once for both.
 */
function savedWith(base: Model, site: DeclarationSite, proposals: ReadonlyMap<string, Proposal>): Laid {
  const edits = editsOf(base, site, proposals);
  return { workspace: withEdits(site, edits), edits: edits.edits };
}

/** A field of the token that is declared as `unknown` is what it was before: laying that over the program would only make another one. */
export function saysMore({ declared }: Model, { key, ...change }: DeclarationChange): boolean {
  return change.kind !== "declare" || change.type.text !== "unknown" || !declared.hasIndexSignature(key.interface);
}

function sameChanges(a: ReadonlyMap<string, Proposal>, b: ReadonlyMap<string, Proposal>): boolean {
  return (
    a.size === b.size &&
    [...a].every(([key, proposal]) => JSON.stringify(proposal.change) === JSON.stringify(b.get(key)?.change))
  );
}

/** `user.role` and `profile.id`, read and not declared, with the type that the providers give them. */
function inputProposals(current: Model, base: Model, site: DeclarationSite): Proposal[] {
  return [...current.inputs.values()].flatMap((input): Proposal[] => {
    const { interface: name } = input.key;
    if (input.isUnresolved) return [];
    if (base.declared.field(input.key) || !base.declared.names.includes(name) || base.declared.isUnknowable(name))
      return [];
    if (!input.reads.some(({ becomes }) => !becomes || isRead(base, becomes))) return [];
    const isTyped = (model: Model): boolean =>
      model.inputs.get(keyText(input.key))?.reads.some((read) => lacks(model, input.key, read)) ?? false;
    const assumed = !isTyped(base);
    // Once it is laid over the program nothing lacks it any more.
    if (assumed && !isTyped(current)) return [];
    const type = input.type ?? (assumed ? undefined : typeOfTargets(base, current, input.key));
    if (!type) {
      if (assumed || base.declared.hasIndexSignature(input.key.interface)) return [];
      return [
        {
          key: input.key,
          drift: "undeclared-input",
          change: undefined,
          why: "no provider of the config says what type it has; declare it with the type you know",
        },
      ];
    }
    if (!assumed && base.declared.hasIndexSignature(name) && !isMissed(base, input)) return [];
    const proposal = declare(
      current,
      site,
      input.key,
      "undeclared-input",
      type,
      input.type !== undefined && input.optional,
    );
    return [assumed ? { ...proposal, assumed } : proposal];
  });
}

/**
 * Whether somebody wants to know what a field holds that the interface takes as `unknown`, as Auth.js's `Profile` takes every claim: the
 * compiler, or a field that the value goes into. `String(profile.login)` needs no declaration.
 */
function isMissed({ workspace, fields, types }: Model, { key, reads }: InputRead): boolean {
  const { ts: tsModule, program } = workspace;
  const goesIntoField = [...fields.values()].some(({ writes }) =>
    writes.some(
      ({ type, sources }) =>
        sources.some((source) => isSameField(source, key)) &&
        (!types.isKnown(type) || /\bunknown\b/.test(types.text(type))),
    ),
  );
  if (goesIntoField) return true;
  const statements = reads.map(({ node }) => tsModule.findAncestor(node, tsModule.isStatement) ?? node);
  return statements.some((statement) => {
    const file = statement.getSourceFile();
    const isInside = ({ start, end }: ErrorAt): boolean => start < statement.end && statement.getStart(file) < end;
    return errorsIn(tsModule, program, file).some(isInside);
  });
}

/** Whether an input is read as what the library says it is, and that lacks the field: after a cast, or with `any`, no declaration is needed. */
function lacks(model: Model, key: FieldKey, { node, names: [name], isKept, becomes }: Source): boolean {
  const { types, declared } = model;
  const object = becomes ? node : objectOf(model.workspace.ts, node);
  if (!object || name === undefined) return false;
  const type = types.typeAt(object);
  if (types.isAny(type) || types.property(type, name)) return false;
  // Once the place where it is kept is declared, it is what the library says.
  if (isKept && types.isUnknown(type)) return true;
  // A record of anything lacks nothing, unless the library's own interface is one.
  const own = declared.holder(key)?.getSymbol();
  return (
    !types.hasUnnamedProperties(type) || (own !== undefined && partsOf(type).some((part) => part.getSymbol() === own))
  );
}

/** The object that an access or a pattern reads a field of. */
function objectOf(tsModule: typeof ts, node: ts.Node): ts.Node | undefined {
  if (tsModule.isPropertyAccessExpression(node) || tsModule.isElementAccessExpression(node)) return node.expression;
  return tsModule.isBindingElement(node) ? node.parent : undefined;
}

function undeclaredProposals(
  current: Model,
  base: Model,
  site: DeclarationSite,
  name: InterfaceName,
  known: ReadonlyMap<string, Proposal>,
  selfFed: SelfFed,
): Proposal[] {
  const { unreachable } = site.idle;
  const tokenUnreachable = whyUnreachable(site, "JWT");
  return fieldsOf(current, name).flatMap((field): Proposal[] => {
    if (base.declared.field(field.key) || base.declared.isUnknowable(name)) return [];
    if (base.declared.isHeldByUnknowable(field.key)) return [];
    if (!base.declared.names.includes(name) && !unreachable.has(name)) return [];
    if ((field.onlyBySpread || isDemanded(site.library, field.key)) && !isRead(base, field.key)) return [];
    // What stands in a `Record<string, unknown>` need not be declared by name, and of `user: any` nothing is missing.
    const holder = base.declared.holder(field.key);
    const isLoose = holder && parentOf(field.key) && base.types.hasUnnamedProperties(holder);
    if (isLoose || isHadByAll(base, field.key)) return [];
    const isFirst = !known.has(keyText(field.key)) && name === "JWT";
    const type = isFirst ? selfFed.firstType(current, field) : field.type;
    if (tokenUnreachable !== undefined && current.types.isUnknown(field.type))
      return [{ key: field.key, drift: "undeclared", change: undefined, why: tokenUnreachable }];
    return [declare(current, site, field.key, "undeclared", type, field.optional)];
  });
}

/** The fields of the token that are to be declared. */
function proposedFields(current: Model, known: ReadonlyMap<string, Proposal>): InferredField[] {
  return fieldsOf(current, "JWT").filter(({ key }) => known.get(keyText(key))?.change?.kind === "declare");
}

/** A field that nothing has come of, declared as `undefined` for the time being. */
function restarted(
  current: Model,
  site: DeclarationSite,
  known: ReadonlyMap<string, Proposal>,
  selfFed: SelfFed,
): Proposal[] {
  const type = current.types.checker.getUndefinedType();
  return selfFed
    .toRestart(current, proposedFields(current, known))
    .map((key) => declare(current, site, key, "undeclared", type, true));
}

/** `{ plan: token.plan }` and nothing else: what has started from nothing has come to nothing, and nobody knows what it holds. */
function fromNothing(current: Model, known: ReadonlyMap<string, Proposal>, selfFed: SelfFed): Proposal[] {
  return selfFed.fromNothing(current, proposedFields(current, known)).map((key) => ({
    key,
    drift: "undeclared",
    change: undefined,
    why: "nothing but the field itself is assigned to it; give the value a type",
  }));
}

/** Base fields of the session that are always assigned and that something reads as if they were always there, which the compiler refuses. */
function narrowedProposals(
  current: Model,
  base: Model,
  site: DeclarationSite,
  known: ReadonlyMap<string, Proposal>,
): Proposal[] {
  const laidWith = (some: readonly Proposal[]) => (): Laid =>
    savedWith(base, site, new Map([...known, ...keyed(some)]));
  return narrowedFields(current, base).reduce<Proposal[]>((made, { key, type }) => {
    const proposal = declare(current, site, key, "narrower", type, false);
    if (!proposal.change) return made;
    const all = [...made, proposal];
    if (known.get(keyText(key))?.drift === "narrower") return all;
    const files = readingFiles(base, key);
    return isFewerIn(base, laidWith(all), laidWith(made), files) ? all : made;
  }, []);
}

/** Whether the compiler wants a field in the callback that is for no reader: it matters only where somebody reads it by name. */
export function isDemanded({ session }: Library, key: FieldKey): boolean {
  return isOfUser(key) && !isNested(key) && (session.demandedOfUser ?? []).includes(fieldName(key));
}

/** A field that came in with a spread matters only where somebody reads it by name. */
function isRead(model: Model, key: FieldKey): boolean {
  const inCallbacks = key.interface === "JWT" && model.tokenReads.some((read) => isSameField(read.key, key));
  return inCallbacks || readsOf(model, key).length > 0;
}
