import {
  isNested,
  isOfUser,
  keyText,
  type FieldKey,
  type FieldReport,
  type FieldTrace,
  type Inspection,
} from "@typed-session/core";
import type { Fields, Seen } from "./life.js";
import { untypedValues } from "./sandbox.js";

/** The fields that the library itself assigns. */
const libraryFields: Readonly<Record<string, readonly string[]>> = {
  Session: ["user", "expires"],
  "Session.user": ["name", "email", "image"],
  JWT: ["name", "email", "picture", "sub", "iat", "exp", "jti"],
};

/**
 * The differences between the seen and the inferred fields, one sentence each.
 * @param hasSignUps whether some sessions began with a first sign-in, even if none was seen because all of them ended
 *   there
 */
export function disagreements(inspection: Inspection, seen: readonly Seen[], hasSignUps: boolean): string[] {
  const traces = inspection.traces();
  const inferred = traces.filter((field) => field.inferred);
  const isOpen = new Set(inspection.openTargets().map(({ target }) => target));
  const judgedByTypes = [
    // An open source may give a field any type.
    ...inferred.flatMap((field) =>
      isOpen.has(targetOf(field)) || field.sources.some((source) => isOpen.has(targetOf(source)))
        ? []
        : misfits(field, typesOf(field, inferred), seen),
    ),
    ...["JWT", "Session", "Session.user"].flatMap((target) =>
      isOpen.has(target) ? [] : unforeseen(target, inferred, seen),
    ),
  ];
  return [
    // Like any untyped value beside a typed one, an undeclared field counts as fitting, and so as being there.
    ...inferred.flatMap((field) => (readsUndeclared(field, traces) ? [] : missing(field, seen, hasSignUps))),
    ...(judgedByTypes.length > 0 && isRefused(inspection) ? [] : judgedByTypes),
  ];
}

/** Whether a field gets the value of an input's field that no interface declares and whose type no provider tells. */
function readsUndeclared(field: FieldTrace, all: readonly FieldTrace[]): boolean {
  const isSource = (one: FieldTrace, { sources }: FieldTrace): boolean =>
    sources.some((source) => keyText(source) === keyText(one));
  return feeding(field, all, isSource).some(({ inferred, declared }) => inferred === null && declared === null);
}

/** A field with those that feed it, directly or through others. */
function feeding(
  field: FieldTrace,
  all: readonly FieldTrace[],
  feeds: (one: FieldTrace, other: FieldTrace) => boolean,
): readonly FieldTrace[] {
  const found = new Set([field]);
  // Iteration over a set includes fields added meanwhile.
  for (const other of found) for (const one of all) if (feeds(one, other)) found.add(one);
  return [...found];
}

/**
 * Whether the compiler rejects some of the inferred declarations: then its types for fields that read from them are
 * unreliable.
 */
function isRefused(inspection: Inspection): boolean {
  const { remaining, leftToAuthor } = inspection.proven().fix;
  const isBlocked = remaining.some(({ manual }) => manual?.startsWith("A change of the declaration would bring"));
  return isBlocked || leftToAuthor.length > 0;
}

/** A field that was inferred as required and was missing. */
function missing(field: FieldTrace, seen: readonly Seen[], hasSignUps: boolean): string[] {
  const { inferred, assignments } = field;
  if (!inferred || inferred.optional || mayBeUndefined(inferred.type)) return [];
  // What a client sends is untyped, and may lack any field.
  if (assignments.some(({ text, type }) => type === "any" && /\bupdate\b/.test(text))) return [];
  // The library assigns these even if they are `undefined`: the callback sees them, but JSON leaves them out.
  if (targetOf(field) === "Session.user" && libraryFields["Session.user"]?.includes(nameOf(field))) return [];
  const holdersOf = (isSignUp: boolean): Fields[] =>
    seen.filter((one) => one.isSignUp === isSignUp).flatMap((one) => holdersIn(one, field));
  const isAlwaysThere = (holders: readonly Fields[]): boolean => holders.every((holder) => nameOf(field) in holder);
  const [signIn, signUp] = [holdersOf(false), holdersOf(true)];
  // A field that either kind of sign-in always writes counts as always there.
  const holds = isAlwaysThere(signIn) || (hasSignUps && isAlwaysThere(signUp));
  return holds ? [] : [`${keyText(field)} is inferred as required, and was missing.`];
}

/**
 * The types that a field may have: its own, and those of its sources. If a call changes a source in between, the
 * compiler keeps the narrowed type (microsoft/TypeScript#9998).
 */
function typesOf(field: FieldTrace, all: readonly FieldTrace[]): string[] {
  const isNamed = (one: FieldTrace, { assignments }: FieldTrace): boolean => {
    const name = new RegExp(`\\b${nameOf(one)}\\b`);
    return assignments.some(({ text }) => name.test(text));
  };
  return feeding(field, all, isNamed).flatMap(({ inferred }) => inferred?.type ?? []);
}

/** A value of another type than the inferred one. */
function misfits(field: FieldTrace, types: readonly string[], seen: readonly Seen[]): string[] {
  const { inferred } = field;
  if (!inferred) return [];
  const misfit = seen
    .flatMap((one) => holdersIn(one, field))
    .filter((holder) => nameOf(field) in holder)
    .map((holder) => holder[nameOf(field)])
    .find((value) => !isUntyped(value) && !isLeftOfAny(field, value) && !types.some((type) => fits(value, type)));
  return misfit === undefined
    ? []
    : [`${keyText(field)} is inferred as ${inferred.type}, and was ${JSON.stringify(misfit)}.`];
}

/**
 * Whether a value comes from an `any`. Beside a typed value it counts as fitting that type, as the compiler accepts it
 * too.
 */
function isUntyped(value: unknown): boolean {
  return typeof value === "string" && untypedValues.includes(value);
}

/** Whether a value may be the false left side of `flag && anything`, which the compiler takes for an `any`. */
function isLeftOfAny({ assignments }: FieldTrace, value: unknown): boolean {
  return !value && assignments.some(({ text, type }) => type === "any" && text.includes("&&"));
}

/** Fields that were seen and not inferred. */
function unforeseen(target: string, inferred: readonly FieldReport[], seen: readonly Seen[]): string[] {
  const known = new Set([
    ...(libraryFields[target] ?? []),
    ...inferred.filter((field) => targetOf(field) === target && !isNested(field)).map(nameOf),
  ]);
  const [owner, inner] = target.split(".");
  const names = seen
    .filter((one) => one.of === owner)
    .flatMap(({ value }) => Object.keys((inner === undefined ? value : asFields(value[inner])) ?? {}));
  return [...new Set(names)]
    .filter((name) => !known.has(name))
    .map((name) => `${target}.${name} was there, and is not inferred.`);
}

function targetOf(field: FieldKey): string {
  return isOfUser(field) ? "Session.user" : field.interface;
}

function nameOf({ names }: FieldReport): string {
  return names.at(-1) ?? "";
}

/** The object that holds the field in the seen session or token, if there is one. */
function holdersIn({ of, value }: Seen, { interface: owner, names }: FieldReport): Fields[] {
  if (of !== owner) return [];
  let holder: Fields | undefined = value;
  for (const name of names.slice(0, -1)) holder = holder && asFields(holder[name]);
  return holder ? [holder] : [];
}

function asFields(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null ? (value as Fields) : undefined;
}

function mayBeUndefined(type: string): boolean {
  return /^(?:any|unknown|void)$|\bundefined\b/.test(type);
}

/** Whether a value after JSON can be of a type; true for every type that is not a union of primitives. */
function fits(value: unknown, type: string): boolean {
  const parts = type.split(" | ");
  const isPlain = parts.every((part) => /^(?:string|number|boolean|null|undefined|true|false|"[^"]*"|\d+)$/.test(part));
  if (!isPlain) return true;
  return parts.some((part) => part === typeof value || part === JSON.stringify(value));
}
