import type { InterfaceName } from "../../src/index.js";
import type { Declared, Scenario, SessionField, TokenField, TokenSource } from "./scenario.js";

/** What must be inferred, known by construction. */
export interface ExpectedField {
  readonly interface: InterfaceName;
  readonly path: string;
  /** Without `undefined`. */
  readonly base: string;
  readonly canBeUndefined: boolean;
  readonly optional: boolean;
  readonly declared: Declared;
}

export interface ExpectedDiagnostic {
  readonly rule: string;
  readonly field: string;
}

/** As the report prints it. */
export function typeText(field: ExpectedField): string {
  return field.canBeUndefined ? `${field.base} | undefined` : field.base;
}

/** Whether a truthful declaration has a `?`. */
export function isOptional(field: ExpectedField): boolean {
  return field.optional || field.canBeUndefined;
}

export function expectedFields(scenario: Scenario): ExpectedField[] {
  const token = scenario.token.fields.map((field) => expectedToken(scenario, field));
  const session = scenario.session.fields.map((field) => expectedSession(scenario, field, token));
  return [...session, ...token, ...expectedUser(scenario)];
}

/** What must be reported, each once. */
export function expectedDiagnostics(scenario: Scenario): ExpectedDiagnostic[] {
  const { stale } = scenario.session;
  const unassigned = [
    ...(scenario.token.stale ? ["JWT.stale"] : []),
    ...(stale === "session" ? ["Session.stale"] : []),
    ...(stale === "user" ? ["Session.user.stale"] : []),
  ];
  const { mistake } = scenario.declarations;
  const ineffective = [{ rule: "no-ineffective-augmentation", field: "" }];
  // What is said of the token in the wrong module is reported as one thing, and the rest once it takes effect.
  const isHidden = (field: string): boolean => mistake === "tokenInWrongModule" && field.startsWith("JWT.");
  return [
    ...(mistake === "none" ? [] : ineffective),
    ...expectedFields(scenario).flatMap((field) => {
      const rule = field.declared !== "absent" && isHidden(`${field.interface}.`) ? undefined : ruleFor(field);
      return rule === undefined ? [] : [{ rule, field: `${field.interface}.${field.path}` }];
    }),
    ...unneededCasts(scenario).map(() => ({ rule: "no-callback-cast", field: "" })),
    ...unassigned.filter((field) => !isHidden(field)).map((field) => ({ rule: "no-unassigned-field", field })),
  ];
}

function ruleFor(field: ExpectedField): string | undefined {
  switch (field.declared) {
    case "absent":
      return { Session: "no-undeclared-field", JWT: "no-untyped-token", User: "no-undeclared-input" }[
        field.interface as string
      ];
    case "wrong":
      return "no-mismatched-field";
    case "promised":
      if (field.canBeUndefined) return "no-mismatched-field";
      return field.optional ? "no-maybe-missing-field" : undefined;
    case "exact":
    case "optional":
      return undefined;
  }
}

function expectedToken(scenario: Scenario, field: TokenField): ExpectedField {
  return {
    interface: "JWT",
    path: field.name,
    ...tokenType(scenario, field.source),
    optional: isTokenOptional(scenario, field),
    declared: field.declared,
  };
}

function tokenType(scenario: Scenario, source: TokenSource): { base: string; canBeUndefined: boolean } {
  switch (source) {
    case "role":
      return { base: "Role", canBeUndefined: false };
    case "plan":
      return { base: "Plan", canBeUndefined: false };
    case "count":
      return { base: "number", canBeUndefined: false };
    case "active":
      return { base: "boolean", canBeUndefined: false };
    case "accessToken":
    case "sub":
      return { base: "string", canBeUndefined: true };
    case "userRole":
      // Only one of two providers gives it.
      return { base: "string", canBeUndefined: scenario.providers === "both" };
    case "text":
    case "userId":
    case "castName":
      return { base: "string", canBeUndefined: false };
  }
}

function isTokenOptional(scenario: Scenario, { guard, source }: TokenField): boolean {
  // `account?.access_token`: after sign-in there is no account.
  if (source === "accessToken" && (guard === "none" || guard === "ifElse")) return true;
  if (guard === "profile") return scenario.providers !== "oauth";
  // The library knows of no first sign-in with credentials.
  if (guard === "isNewUser") return scenario.providers === "credentials";
  return guard === "update" || guard === "enabled";
}

const literalTypes: Record<SessionField["source"]["kind"], string> = {
  text: "string",
  role: "Role",
  plan: "Plan",
  count: "number",
  active: "boolean",
  sub: "string",
  castName: "string",
  token: "string",
};

function expectedSession(scenario: Scenario, field: SessionField, tokens: readonly ExpectedField[]): ExpectedField {
  const { source, guard } = field;
  const read = source.kind === "token" ? tokens[source.index] : undefined;
  const isTested = guard === "source" || guard === "and";
  const key = { interface: "Session", path: field.at === "user" ? `user.${field.name}` : field.name } as const;
  if (!read) {
    return {
      ...key,
      base: literalTypes[source.kind],
      canBeUndefined: false,
      optional: guard === "enabled",
      declared: field.declared,
    };
  }
  const isCast = castApplies(field, read);
  const readsUndefined = isOptional(read) || read.declared === "optional";
  // A test of a boolean decides; a test of what is always there and always true does not.
  const testDecides = isTested && (isOptional(read) || read.base === "boolean" || read.base === "Plan");
  return {
    ...key,
    base: isTested ? (whenTrue[read.base] ?? read.base) : read.base,
    canBeUndefined: readsUndefined && !isCast && !isTested,
    optional: guard === "enabled" || testDecides,
    declared: field.declared,
  };
}

/** What a test leaves of a type. `Free` is 0. */
const whenTrue: Partial<Record<string, string>> = { Plan: "Plan.Pro" };

/** `as string` is written only where a string is read. */
export function castApplies(field: SessionField, read: ExpectedField): boolean {
  return field.source.kind === "token" && field.source.cast && read.base === "string";
}

/** The fields whose cast to a string stands where a string is read anyway, once the token is declared; each as often as it is written. */
function unneededCasts(scenario: Scenario): SessionField[] {
  const tokens = scenario.token.fields.map((field) => expectedToken(scenario, field));
  return scenario.session.fields.flatMap((field) => {
    const read = field.source.kind === "token" ? tokens[field.source.index] : undefined;
    if (!read || !castApplies(field, read)) return [];
    const isTested = field.guard === "source" || field.guard === "and";
    if (!isTested && (isOptional(read) || read.declared === "optional")) return [];
    return field.guard === "ifElse" ? [field, field] : [field];
  });
}

function expectedUser(scenario: Scenario): ExpectedField[] {
  if (!scenario.token.fields.some((field) => field.source === "userRole")) return [];
  return [
    {
      interface: "User",
      path: "role",
      base: "string",
      canBeUndefined: false,
      optional: scenario.providers === "both",
      declared: scenario.declarations.userRole ? "exact" : "absent",
    },
  ];
}
