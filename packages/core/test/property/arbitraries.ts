import fc from "fast-check";
import type {
  Declarations,
  Declared,
  Scenario,
  SessionCallback,
  SessionField,
  SessionGuard,
  TextStyle,
  TokenCallback,
  TokenField,
  TokenGuard,
  TokenSource,
} from "./scenario.js";

const tokenNames = ["plan", "level", "active", "userId", "accessToken", "role"] as const;
const userNames = ["id", "plan", "level", "role", "accountId"] as const;
const sessionNames = ["accessToken", "tier", "seats", "error"] as const;

const declared: fc.Arbitrary<Declared> = fc.constantFrom("absent", "absent", "exact", "optional", "wrong", "promised");

/** Guards under which the value of a source can be read at all. */
const guardsOf: Record<TokenSource, readonly TokenGuard[]> = {
  text: [
    "none",
    "user",
    "account",
    "profile",
    "signIn",
    "isNewUser",
    "update",
    "enabled",
    "ifElse",
    "switchSignIn",
    "afterEarlyReturn",
  ],
  role: ["none", "user", "signIn", "update", "enabled", "ifElse"],
  plan: ["none", "user", "profile", "enabled", "switchSignIn"],
  count: ["none", "user", "account", "profile", "signIn", "update", "enabled", "afterEarlyReturn"],
  active: ["none", "user", "account", "signIn", "enabled", "afterEarlyReturn"],
  userId: ["user", "user", "account", "signIn", "afterEarlyReturn"],
  userRole: ["user", "user", "account", "signIn", "afterEarlyReturn"],
  accessToken: ["none", "account", "account"],
  sub: ["none", "user", "enabled"],
  castName: ["none", "user", "account"],
};

const sources = Object.keys(guardsOf) as TokenSource[];

const tokenField = (name: string): fc.Arbitrary<TokenField> =>
  fc.constantFrom(...sources).chain((source) =>
    fc.record({
      name: fc.constant(name),
      source: fc.constant(source),
      guard: fc.constantFrom(...guardsOf[source]),
      // A promise that rests on `token.sub` is kept by what is declared of `sub`, which is no field of these scenarios.
      declared: source === "sub" ? declared.map((one): Declared => (one === "promised" ? "exact" : one)) : declared,
    }),
  );

const tokenFields = fc
  .subarray([...tokenNames], { maxLength: 4 })
  .chain((names) => fc.tuple(...names.map(tokenField)).map((fields): readonly TokenField[] => fields));

const tokenCallback: fc.Arbitrary<TokenCallback> = fc
  .record({ form: fc.constantFrom("writes", "writes", "spread"), fields: tokenFields, stale: fc.boolean() })
  .map(({ form, fields, stale }) => {
    // One spread return stands under one guard.
    const [first] = fields;
    const isUniform =
      first !== undefined &&
      !["afterEarlyReturn", "ifElse", "switchSignIn"].includes(first.guard) &&
      fields.every((field) => guardsOf[field.source].includes(first.guard));
    if (form === "writes" || !isUniform) return { form: "writes", fields, stale };
    return { form, fields: fields.map((field) => ({ ...field, guard: first.guard })), stale };
  });

const sessionGuards: readonly SessionGuard[] = [
  "none",
  "none",
  "sessionUser",
  "sessionUserAndToken",
  "source",
  "and",
  "enabled",
  "ifElse",
  "afterEarlyReturn",
];

const sessionField = (at: "session" | "user", name: string, tokens: number): fc.Arbitrary<SessionField> =>
  fc.record({
    name: fc.constant(name),
    at: fc.constant(at),
    source: fc.oneof(
      fc.record({ kind: fc.constantFrom("text", "role", "plan", "count", "active", "sub", "castName") }),
      ...(tokens === 0
        ? []
        : [
            {
              weight: 3,
              arbitrary: fc.record({
                kind: fc.constant("token" as const),
                index: fc.nat({ max: tokens - 1 }),
                cast: fc.boolean(),
              }),
            },
          ]),
    ),
    guard: fc.constantFrom(...sessionGuards),
    declared,
  });

const sessionCallback = (tokens: number): fc.Arbitrary<SessionCallback> =>
  fc
    .tuple(fc.subarray([...userNames], { maxLength: 3 }), fc.subarray([...sessionNames], { maxLength: 2 }))
    .chain(([inUser, onSession]) =>
      fc.record({
        form: fc.constantFrom("writes", "writes", "replace", "spread"),
        fields: fc.tuple(
          ...inUser.map((name) => sessionField("user", name, tokens)),
          ...onSession.map((name) => sessionField("session", name, tokens)),
        ),
        stale: fc.constantFrom("none", "none", "session", "user"),
      }),
    )
    .map(({ form, fields, stale }) => ({ form, fields: fields.map((field) => inForm(field, form)), stale }));

/** What the callback's form leaves possible: an `id` is a string, and what a literal holds has no guard of its own. */
function inForm(field: SessionField, form: SessionCallback["form"]): SessionField {
  const source = field.name === "id" ? { kind: "sub" as const } : field.source;
  const hasOwnGuard = form === "writes" || (form === "replace" && field.at === "session");
  const isTestable = source.kind === "token" || source.kind === "sub";
  if (!hasOwnGuard) return { ...field, source, guard: "none" };
  return {
    ...field,
    source,
    guard: (field.guard === "source" || field.guard === "and") && !isTestable ? "none" : field.guard,
  };
}

const style: fc.Arbitrary<TextStyle> = fc.record({
  quote: fc.constantFrom('"', '"', "'"),
  semicolons: fc.boolean(),
  indent: fc.constantFrom("  ", "    ", "\t"),
  newline: fc.constantFrom("\n", "\n", "\r\n"),
  memberEnd: fc.constantFrom(";", ";", ",", ""),
});

const declarations: fc.Arbitrary<Declarations> = fc.record({
  place: fc.constantFrom(
    "none",
    "types/next-auth.d.ts",
    "types/next-auth.d.ts",
    "src/types/next-auth.d.ts",
    "next-auth.d.ts",
    "inline",
  ),
  user: fc.constantFrom(
    "intersection",
    "intersection",
    "literal",
    "ownInterface",
    "libraryUser",
    "baseOnly",
    "optional",
    "none",
  ),
  extendsDefaultSession: fc.boolean(),
  mistake: fc.constantFrom("none", "none", "none", "notAModule", "tokenInWrongModule"),
  jwt: fc.boolean(),
  userRole: fc.boolean(),
});

export const scenarios: fc.Arbitrary<Scenario> = tokenCallback.chain((token) =>
  fc
    .record({
      nextAuth: fc.constantFrom("4.21.1", "4.24.15"),
      providers: fc.constantFrom("oauth", "credentials", "both"),
      parameters: fc.constantFrom("destructured", "destructured", "object", "annotated"),
      async: fc.boolean(),
      style,
      token: fc.constant(token),
      session: sessionCallback(token.fields.length),
      declarations,
      reader: fc.boolean(),
    })
    .map(coherent),
);

/** The same project with every declaration as the callbacks have it. */
export function clean(scenario: Scenario): Scenario {
  const place = scenario.declarations.place === "none" ? "types/next-auth.d.ts" : scenario.declarations.place;
  const user = ["baseOnly", "none"].includes(scenario.declarations.user) ? "intersection" : scenario.declarations.user;
  const exact = <Field extends { declared: Declared }>(field: Field): Field => ({
    ...field,
    declared: field.declared === "optional" ? "optional" : "exact",
  });
  const uncast = (field: SessionField): SessionField =>
    field.source.kind === "token" ? { ...field, source: { ...field.source, cast: false } } : field;
  return coherent({
    ...scenario,
    token: { ...scenario.token, fields: scenario.token.fields.map(exact), stale: false },
    session: { ...scenario.session, fields: scenario.session.fields.map(exact).map(uncast), stale: "none" },
    declarations: { ...scenario.declarations, place, user, mistake: "none", jwt: true, userRole: true },
  });
}

/** Takes out what contradicts: a role that no provider gives, fields declared in an interface that is not there. */
function coherent(scenario: Scenario): Scenario {
  const { token, session } = scenario;
  const readsRole = token.fields.some((field) => field.source === "userRole");
  const own = coherentDeclarations(scenario.declarations, readsRole);
  const hasFile = own.place !== "none";
  const hasUserLiteral = !["baseOnly", "none"].includes(own.user);
  // Without an import no type of another file can be named, and what takes no effect says nothing of `?` yet.
  const declarable = <Field extends TokenField | SessionField>(field: Field, isToken: boolean): Field => {
    const kind = typeof field.source === "string" ? field.source : field.source.kind;
    if (own.mistake === "notAModule" && ["role", "plan", "token"].includes(kind))
      return { ...field, declared: "absent" };
    return own.mistake === "tokenInWrongModule" && isToken && field.declared === "optional"
      ? { ...field, declared: "exact" }
      : field;
  };
  return {
    ...scenario,
    providers: readsRole && scenario.providers === "oauth" ? "both" : scenario.providers,
    token: {
      ...token,
      fields: token.fields
        .map((field): TokenField => (hasFile && own.jwt ? field : { ...field, declared: "absent" }))
        .map((field) => declarable(field, true)),
      stale: token.stale && hasFile && own.jwt,
    },
    session: {
      ...session,
      fields: session.fields
        // The library's own `User` has an `id` that no augmentation declares.
        .filter((field) => !(own.user === "libraryUser" && field.at === "user" && field.name === "id"))
        .map((field): SessionField => {
          const canBeDeclared = hasFile && (field.at === "session" || hasUserLiteral);
          return canBeDeclared ? field : { ...field, declared: "absent" };
        })
        .map((field) => declarable(field, false)),
      stale: hasFile && (session.stale !== "user" || hasUserLiteral) ? session.stale : "none",
    },
    declarations: own,
  };
}

function coherentDeclarations(own: Declarations, readsRole: boolean): Declarations {
  const hasFile = own.place !== "none";
  const ownFile = hasFile && own.place !== "inline";
  const jwt = hasFile && (own.jwt || own.mistake === "tokenInWrongModule");
  const userRole = own.userRole && hasFile && readsRole;
  if (own.mistake === "notAModule" && ownFile) {
    // Such a file imports nothing.
    const user = ["literal", "ownInterface", "none"].includes(own.user) ? own.user : "literal";
    return { ...own, user, jwt, userRole, extendsDefaultSession: false };
  }
  // What the library's `User` declares for `jwt` to read would be a promise about the session as well.
  const user = own.user === "libraryUser" && readsRole ? "intersection" : own.user;
  const mistake = own.mistake === "tokenInWrongModule" && hasFile ? own.mistake : "none";
  return { ...own, user: hasFile ? user : "none", jwt, userRole, mistake };
}
