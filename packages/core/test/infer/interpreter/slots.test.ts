import { describe } from "vitest";
import { testFollowed } from "../../support/followed.js";

const onBoth = (node: string, why: string): string[] => ["S", "U"].map((name) => `${name} ${node}: ${why}`);
const unnamed = "it may hold fields that its type does not name";

describe("what a field holds when it is read", () => {
  testFollowed([
    {
      name: "a value that was written out",
      session: 'const made: any = { mode: "on" };\nif (made.mode === "on") session.plan = row.plan;',
      fields: ["S.plan: string"],
    },
    {
      name: "a value that was written out, or nothing",
      head: 'declare const key: "mode" | "other";',
      session: 'const made: any = {};\nmade[key] = "on";\nmade.mode ?? (session.plan = row.plan);',
      fields: ["S.plan?: string"],
    },
    {
      name: "a value that is there, and not null",
      session: 'const made: any = { mode: "on" };\nmade.mode ?? (session.plan = row.plan);',
      fields: [],
    },
    {
      name: "another object",
      session: "const made = { of: { session } };\nmade.of.session.plan = row.plan;",
      fields: ["S.plan: string"],
    },
    {
      name: "nothing, where everything is known of its object",
      session: "const made: any = { ...{} };\nmade.mode ?? (session.plan = row.plan);",
      fields: ["S.plan: string"],
    },
    {
      name: "perhaps something, where its object may have got more",
      session: "const made: any = { ...anything };\nmade.mode ?? (session.plan = row.plan);",
      fields: ["S.plan?: string"],
    },
    {
      name: "perhaps something, where the library has made its object",
      session: "(session as any).mode ?? (session.plan = row.plan);",
      fields: ["S.plan?: string"],
    },
    {
      name: "reads of the token, the user, the account and the profile are seen",
      jwt: "log(token.plan); log(user.id); log(account?.provider); log(profile?.name); log(row.id); log(update.a);",
      signIn: "log(user.email);",
      fields: [],
      reads: ["JWT.plan", "User.id", "Account.provider", "Profile.name", "User.email"],
    },
    {
      name: "in a pattern too, and not those of the session",
      session: "const { plan } = token; const { user: { name } } = session; log(session.expires);",
      fields: [],
      reads: ["JWT.plan"],
    },
    {
      name: "what a pattern has taken out of the token is known as well",
      session: "const { role } = token as any; session.user.role = role;",
      fields: ["U.role: any"],
      sources: { "U.role": ["JWT.role"] },
    },
    {
      name: "a field of a value that is not followed has the type that it has there",
      head: "declare const holder: { session: { plan: string } };",
      session: "return holder.session;",
      fields: ["S.plan: string"],
    },
    {
      name: "a name for a field of a value that is not followed may be either in a condition",
      session: "const { note } = row; const { plan } = row;\nif (note) session.a = 1;\nif (plan) session.b = 1;",
      fields: ["S.a?: number", "S.b?: number"],
    },
    {
      name: "what it came from is known for a while",
      session: "const id = token.sub; session.user.id = id; session.code = find()?.id;",
      fields: ["S.code: number | undefined", "U.id: string | undefined"],
      sources: { "U.id": ["JWT.sub"], "S.code": [] },
      marks: { "U.id": ["alwaysThere"], "S.code": [""] },
    },
  ]);
});

describe("a key that may have several names", () => {
  const head = 'declare const key: "a" | "b";';
  testFollowed([
    {
      name: "each of them may be written",
      head,
      session: "(session as any)[key] = row.id;",
      fields: ["S.a?: number", "S.b?: number"],
      marks: { "S.a": ["oneOfSeveral"], "S.b": ["oneOfSeveral"] },
    },
    {
      name: "and what was there before may be there still",
      head,
      session: "(session as any).a = row.plan;\n(session as any)[key] = row.id;",
      fields: ["S.a: string | number", "S.b?: number"],
      marks: { "S.a": ["", "oneOfSeveral"] },
    },
    {
      name: "or not be there still",
      head,
      session: "if (enabled) (session as any).a = row.plan;\n(session as any)[key] = row.id;",
      fields: ["S.a?: string | number", "S.b?: number"],
    },
    {
      name: "one name alone is written as if it stood there",
      head: 'declare const key: "a";',
      session: "(session as any).a = row.plan;\n(session as any)[key] = row.id;",
      fields: ["S.a: number"],
      marks: { "S.a": [""] },
    },
    {
      name: "names beside numbers may be any",
      head: 'declare const key: "a" | 1;',
      session: "(session as any)[key] = row.id;",
      fields: [],
      open: onBoth("(session as any)[key]", "its name is computed"),
    },
    {
      name: "the name of a member that is computed may be any",
      session: "return { ...session, [names[0]!]: row.id };",
      fields: [],
      open: onBoth("[names[0]!]: row.id", "its name is computed"),
    },
    {
      name: "the name of a member that is one of several",
      head,
      session: "return { ...session, [key]: row.id };",
      fields: ["S.a?: number", "S.b?: number"],
    },
    {
      name: "a number is a name too where it is written out",
      session: "return { ...session, 1: row.id };",
      fields: ["S.1: number"],
    },
    {
      name: "the key of a loop over a list of names",
      session: 'for (const key of ["a", "b"] as const) (session as any)[key] = row.id;',
      fields: ["S.a?: number", "S.b?: number"],
      marks: { "S.a": ["oneOfSeveral"] },
    },
  ]);
});

describe("writes", () => {
  testFollowed([
    {
      name: "replace each other",
      session: "(session as any).a = row.plan;\n(session as any).a = row.id;",
      fields: ["S.a: number"],
    },
    {
      name: "by ??= do not, and are the only one where nothing was there",
      session: "(session as any).a ??= row.id;",
      fields: ["S.a: number"],
      writes: { "S.a": ["row.id"] },
    },
    {
      name: "by ??= after one on some path only",
      session: "if (enabled) (session as any).a = row.plan;\n(session as any).a ??= row.id;",
      fields: ["S.a: string | number"],
    },
    {
      name: "of the token are noted, though they are gone again",
      jwt: "token.a = 1; token.b = 2; delete token.b;",
      session: "session.c = 1;",
      fields: ["S.c: number", "T.a: number"],
      tokenWrites: ["a", "b"],
    },
    {
      name: "are widened, and so is not what has a type of its own",
      session: 'session.a = "free"; session.b = row.plan as "free"; [session.c] = [row.plan as "free"];',
      fields: ["S.a: string", 'S.b: "free"', 'S.c: "free"'],
    },
    {
      name: "of a method have its type",
      session: "return { ...session, go() { return 1; } };",
      fields: ["S.go: () => number"],
      sources: { "S.go": [] },
    },
    {
      name: "of what the library always fills",
      session: "session.user.id = token.sub; session.user.code = token.name;",
      fields: ["U.code: string | null | undefined", "U.id: string | undefined"],
      marks: { "U.id": ["alwaysThere"], "U.code": [""] },
    },
  ]);
});

describe("writes into what a field holds", () => {
  testFollowed([
    {
      name: "that nobody has written",
      jwt: "(token as any).data.plan = row.plan;",
      fields: ["T.data.plan: string"],
      reads: [],
    },
    { name: "two deep", jwt: "(token as any).data.org.plan = row.plan;", fields: ["T.data.org.plan: string"] },
    {
      name: "two deep, beside each other",
      jwt: "const it: any = token;\nit.data.org.plan = row.plan; it.data.org.id = row.id; it.data.on = enabled;",
      fields: ["T.data.on: boolean", "T.data.org.id: number", "T.data.org.plan: string"],
    },
    {
      name: "that was written before",
      jwt: "token.data = row; (token.data as any).more = row.id;",
      fields: ["T.data.more: number", "T.data: Row"],
    },
    {
      name: "on some path only",
      jwt: "token.data = row; if (enabled) (token.data as any).more = row.id;",
      fields: ["T.data.more?: number", "T.data: Row"],
    },
  ]);
});

describe("which casts only silence the compiler", () => {
  const head = "function same(to: Session): Session { return to; }";
  testFollowed(
    (
      [
        ["session as any", true],
        ["session.user as any", true],
        ['session["user"] as any', true],
        ["session! as any", true],
        ["(session) as any", true],
        ["session as unknown as Session", true],
        ["session as Session", true],
        ["same(session) as any", true],
        ["same(session) as Session", false],
        ["same(session) as any as Session", false],
        ["(await session) as Session", false],
      ] as const
    ).map(([text, isSeen]) => ({
      name: text,
      head,
      session: `log(${text});`,
      fields: [],
      casts: text.includes("as unknown")
        ? ["session as unknown", text]
        : text.includes("as any as")
          ? ["same(session) as any"]
          : isSeen
            ? [text]
            : [],
    })),
  );
});

describe("what is spread into an object", () => {
  testFollowed([
    {
      name: "another followed object, with its uncertain fields",
      session: "const made: any = { a: row.plan };\nif (enabled) made.b = row.id;\nreturn { ...session, ...made };",
      fields: ["S.a: string", "S.b?: number"],
      marks: { "S.a": [""] },
    },
    {
      name: "another object that may hold more",
      session: "const made = { ...anything };\nreturn { ...session, ...made };",
      fields: [],
      open: onBoth("anything", unnamed),
    },
    { name: "an input that is not there", session: "return { ...session, ...user };", fields: [] },
    {
      name: "an input that is there",
      strategy: "database",
      session: "return { ...session, ...user };",
      fields: ["S.email?: string | null", "S.id: string", "S.image?: string | null", "S.name?: string | null"],
      marks: { "S.id": ["bySpread"] },
    },
    {
      name: "undefined, whatever its type says",
      session: "const none = undefined as any as Row;\nreturn { ...session, ...none };",
      fields: [],
    },
    {
      name: "null, whatever its type says",
      session: "const none = null as any as Row;\nreturn { ...session, ...none };",
      fields: [],
    },
    {
      name: "false, whatever its type says",
      session: "const none = false as any as Row;\nreturn { ...session, ...none };",
      fields: [],
    },
    {
      name: "a row",
      session: "return { ...session, ...row };",
      fields: ["S.id: number", "S.note?: string", "S.plan: string"],
      sources: { "S.id": [] },
      marks: { "S.plan": ["bySpread"] },
    },
    {
      name: "a row that may be missing",
      session: "return { ...session, ...find() };",
      fields: ["S.id?: number", "S.note?: string", "S.plan?: string"],
    },
    {
      name: "over what was there: what may be missing leaves it",
      session: "return { ...session, note: row.id, plan: row.id, ...row };",
      fields: ["S.id: number", "S.note: string | number", "S.plan: string"],
      marks: { "S.note": ["", "bySpread"] },
    },
    {
      name: "twice what may be missing",
      session: "return { ...session, ...find(), ...find() };",
      fields: ["S.id?: number", "S.note?: string", "S.plan?: string"],
      marks: { "S.id": ["bySpread", "bySpread"] },
    },
    { name: "anything", session: "return { ...session, ...anything };", fields: [], open: onBoth("anything", unnamed) },
    {
      name: "one of two kinds of row",
      head: "declare const one: { kind: string; id: number; seats: number } | { kind: string; id: string };",
      session: "return { ...session, ...one };",
      fields: ["S.id: string | number", "S.kind: string", "S.seats?: number"],
    },
    {
      name: "an instance: what stands on its prototype stays there",
      head: "declare class Member { id: number; go(): void; act: () => void }\ndeclare const member: Member;",
      session: "return { ...session, ...member };",
      fields: ["S.act: () => void", "S.id: number"],
    },
    {
      name: "where it comes from",
      jwt: "token.data = user;",
      session: "return { ...session, ...(token.data as Row) };",
      fields: ["S.id: number", "S.note?: string", "S.plan: string", "T.data?: User"],
      sources: { "S.id": ["JWT.data"] },
    },
  ]);
});

describe("a token that is handed on with all its fields", () => {
  const head = "declare global { interface JWT { seats: number; limit?: number; both: number } }";
  testFollowed([
    {
      name: "has what is declared, and what is written",
      head,
      jwt: 'token.plan = row.plan; if (enabled) token.once = row.id; token.both = row.plan; token.email = "a";',
      session: "return { ...session, ...token };",
      fields: [
        "S.both: number",
        "S.email: string",
        "S.exp: unknown",
        "S.iat: unknown",
        "S.jti: unknown",
        "S.limit?: number",
        "S.name?: string | null",
        "S.once?: number",
        "S.picture?: string | null",
        "S.plan: string",
        "S.seats: number",
        "S.sub: string",
        "T.both: string",
        "T.email: string",
        "T.once?: number",
        "T.plan: string",
      ],
      sources: { "S.plan": ["JWT.plan"], "S.sub": ["JWT.sub"] },
      marks: { "S.plan": ["bySpread"] },
    },
    {
      name: "on some path only",
      head,
      jwt: "if (enabled) { token.email = row.plan; token.limit = row.id; token.seats = 1; token.sub = row.plan; } else token.sub = undefined;",
      session: "return { ...session, ...token };",
      fields: [
        "S.both: number",
        "S.email?: string",
        "S.exp: unknown",
        "S.iat: unknown",
        "S.jti: unknown",
        "S.limit?: number",
        "S.name?: string | null",
        "S.picture?: string | null",
        "S.seats: number",
        "S.sub?: string | undefined",
        "T.email?: string",
        "T.limit?: number",
        "T.seats?: number",
        "T.sub?: string | undefined",
      ],
    },
    {
      name: "has a field that is always there still, whatever its type says",
      jwt: "log(token.sub);",
      session: "const copy = { ...token };\nsession.user.id = copy.sub; session.user.code = copy.name;",
      fields: ["U.code: string | null | undefined", "U.id: string | undefined"],
      marks: { "U.id": ["alwaysThere"], "U.code": [""] },
    },
    {
      name: "that stays always true, keeps no undefined",
      jwt: "log(token.sub);",
      session: "const { sub } = { ...token };\nif (sub) session.user.id = sub;",
      fields: ["U.id: string"],
    },
    {
      name: "as the user",
      jwt: "token.plan = row.plan;",
      session: "session.user = token as any;",
      fields: [
        "T.plan: string",
        "U.both: number",
        "U.email?: string | null",
        "U.exp: unknown",
        "U.iat: unknown",
        "U.jti: unknown",
        "U.limit?: number",
        "U.name?: string | null",
        "U.picture?: string | null",
        "U.plan: string",
        "U.seats: number",
        "U.sub: string",
      ],
      writes: { "U.plan": ["session.user"] },
    },
  ]);
});

describe("a literal with an asserted type", () => {
  const head = `declare class Member { id: number; note?: string }
interface Own { id: number; note?: string; seats: number }`;
  testFollowed([
    {
      name: "holds what the type says, under the names that stand there",
      head,
      session: "return { ...session, id: row.plan, note: row.plan } as Session & Own;",
      fields: ["S.id: number", "S.note: string | undefined", "S.seats: number"],
      writes: { "S.id": ["row.plan"], "S.seats": ["{ ...session, id: row.plan, note: row.plan } as Session & Own"] },
    },
    {
      name: "holds what was spread into it under the names that came so",
      head,
      session: "return { ...session, ...find() } as Session & Own;",
      fields: ["S.id?: number", "S.note?: string | undefined", "S.plan?: string", "S.seats: number"],
      marks: { "S.id": ["bySpread"], "S.seats": [""] },
      sources: { "S.seats": [] },
    },
    {
      name: "comes from where its values come from",
      head,
      session: "return { ...session, id: token.id } as Session & Own;",
      fields: ["S.id: number", "S.seats: number"],
      sources: { "S.id": ["JWT.id"] },
    },
    {
      name: "to any says nothing",
      session: "return { ...session, id: row.id } as any;",
      fields: ["S.id: number"],
    },
    {
      name: "of the library has what the library puts in, whatever it says of it",
      session: "return { user: session.user, expires: session.expires } as Session;",
      fields: ["S.expires: string"],
    },
    {
      name: "keeps what the library has put in as it is",
      head: "interface AppSession { expires: string; plan: string }",
      session: "return { ...session, plan: row.plan } as AppSession;",
      fields: ["S.plan: string"],
    },
    {
      name: "is followed further, and so is what it holds",
      head: "interface AppSession { expires: string; user: { id: string } }",
      session:
        "const made = { ...session, user: { id: token.sub } } as AppSession;\n(made.user as any).plan = row.plan;\nreturn made;",
      fields: ["U.id: string | undefined", "U.plan: string"],
    },
    {
      name: "of the library has what stands in it alone",
      session: "return { plan: row.plan } as Session;",
      fields: ["S.plan: string"],
    },
  ]);
});
