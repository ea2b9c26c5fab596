import { describe } from "vitest";
import { testFollowed } from "../../support/followed.js";

const onBoth = (node: string, why: string): string[] => ["S", "U"].map((name) => `${name} ${node}: ${why}`);
const unnamed = "it may hold fields that its type does not name";

describe("the value that a field holds when it is read:", () => {
  testFollowed([
    {
      name: "a literal value",
      session: 'const made: any = { mode: "on" };\nif (made.mode === "on") session.plan = row.plan;',
      fields: ["S.plan: string"],
    },
    {
      name: "a literal value, or nothing",
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
      name: "nothing, if all of its object is known",
      session: "const made: any = { ...{} };\nmade.mode ?? (session.plan = row.plan);",
      fields: ["S.plan: string"],
    },
    {
      name: "perhaps something, if its object may have got more",
      session: "const made: any = { ...anything };\nmade.mode ?? (session.plan = row.plan);",
      fields: ["S.plan?: string"],
    },
    {
      name: "perhaps something, if the library has made its object",
      session: "(session as any).mode ?? (session.plan = row.plan);",
      fields: ["S.plan?: string"],
    },
    {
      name: "reads of the token, the user, the account and the profile, which are noted",
      jwt: "log(token.plan); log(user.id); log(account?.provider); log(profile?.name); log(row.id); log(update.a);",
      signIn: "log(user.email);",
      fields: [],
      reads: ["JWT.plan", "User.id", "Account.provider", "Profile.name", "User.email"],
    },
    {
      name: "reads in a pattern, which are noted, but not the session's",
      session: "const { plan } = token; const { user: { name } } = session; log(session.expires);",
      fields: [],
      reads: ["JWT.plan"],
    },
    {
      name: "a field that a pattern takes out of the token",
      session: "const { role } = token as any; session.user.role = role;",
      fields: ["U.role: any"],
      sources: { "U.role": ["JWT.role"] },
    },
    {
      name: "a field of a value that is not followed, with its type there",
      head: "declare const holder: { session: { plan: string } };",
      session: "return holder.session;",
      fields: ["S.plan: string"],
    },
    {
      name: "a name for such a field, which may be either in a condition",
      session: "const { note } = row; const { plan } = row;\nif (note) session.a = 1;\nif (plan) session.b = 1;",
      fields: ["S.a?: number", "S.b?: number"],
    },
    {
      name: "a value that remembers its source for a while",
      session: "const id = token.sub; session.user.id = id; session.code = find()?.id;",
      fields: ["S.code: number | undefined", "U.id: string | undefined"],
      sources: { "U.id": ["JWT.sub"], "S.code": [] },
      marks: { "U.id": ["alwaysThere"], "S.code": [""] },
    },
  ]);
});

describe("a key that may have several names:", () => {
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
      name: "the value before may still be there",
      head,
      session: "(session as any).a = row.plan;\n(session as any)[key] = row.id;",
      fields: ["S.a: string | number", "S.b?: number"],
      marks: { "S.a": ["", "oneOfSeveral"] },
    },
    {
      name: "the value before may not be there",
      head,
      session: "if (enabled) (session as any).a = row.plan;\n(session as any)[key] = row.id;",
      fields: ["S.a?: string | number", "S.b?: number"],
    },
    {
      name: "a single name is written like a literal one",
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
      name: "the key of a loop over a list of names is each of them",
      session: 'for (const key of ["a", "b"] as const) (session as any)[key] = row.id;',
      fields: ["S.a?: number", "S.b?: number"],
      marks: { "S.a": ["oneOfSeveral"] },
    },
  ]);
});

describe("writes of a field:", () => {
  testFollowed([
    {
      name: "a later write replaces an earlier one",
      session: "(session as any).a = row.plan;\n(session as any).a = row.id;",
      fields: ["S.a: number"],
    },
    {
      name: "a `??=` replaces nothing, and is the only write where nothing was there",
      session: "(session as any).a ??= row.id;",
      fields: ["S.a: number"],
      writes: { "S.a": ["row.id"] },
    },
    {
      name: "a `??=` follows a write on some paths only",
      session: "if (enabled) (session as any).a = row.plan;\n(session as any).a ??= row.id;",
      fields: ["S.a: string | number"],
    },
    {
      name: "a write of the token is noted even if it is deleted again",
      jwt: "token.a = 1; token.b = 2; delete token.b;",
      session: "session.c = 1;",
      fields: ["S.c: number", "T.a: number"],
      tokenWrites: ["a", "b"],
    },
    {
      name: "a written literal is widened, a value with a type of its own is not",
      session: 'session.a = "free"; session.b = row.plan as "free"; [session.c] = [row.plan as "free"];',
      fields: ["S.a: string", 'S.b: "free"', 'S.c: "free"'],
    },
    {
      name: "a method is written with its type",
      session: "return { ...session, go() { return 1; } };",
      fields: ["S.go: () => number"],
      sources: { "S.go": [] },
    },
    {
      name: "a field that the library always fills is written",
      session: "session.user.id = token.sub; session.user.code = token.name;",
      fields: ["U.code: string | null | undefined", "U.id: string | undefined"],
      marks: { "U.id": ["alwaysThere"], "U.code": [""] },
    },
  ]);
});

describe("writes into a field's value:", () => {
  testFollowed([
    {
      name: "a value that nobody has written",
      jwt: "(token as any).data.plan = row.plan;",
      fields: ["T.data.plan: string"],
      reads: [],
    },
    { name: "a value two deep", jwt: "(token as any).data.org.plan = row.plan;", fields: ["T.data.org.plan: string"] },
    {
      name: "two values two deep, beside each other",
      jwt: "const it: any = token;\nit.data.org.plan = row.plan; it.data.org.id = row.id; it.data.on = enabled;",
      fields: ["T.data.on: boolean", "T.data.org.id: number", "T.data.org.plan: string"],
    },
    {
      name: "a value that was written before",
      jwt: "token.data = row; (token.data as any).more = row.id;",
      fields: ["T.data.more: number", "T.data: Row"],
    },
    {
      name: "a value that was written on some paths only",
      jwt: "token.data = row; if (enabled) (token.data as any).more = row.id;",
      fields: ["T.data.more?: number", "T.data: Row"],
    },
  ]);
});

describe("casts that only silence the compiler:", () => {
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

describe("values that are spread into an object:", () => {
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
      name: "a value over what was there, which may be missing and leaves it",
      session: "return { ...session, note: row.id, plan: row.id, ...row };",
      fields: ["S.id: number", "S.note: string | number", "S.plan: string"],
      marks: { "S.note": ["", "bySpread"] },
    },
    {
      name: "two values that may be missing",
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
      name: "an instance, whose prototype's members stay behind",
      head: "declare class Member { id: number; go(): void; act: () => void }\ndeclare const member: Member;",
      session: "return { ...session, ...member };",
      fields: ["S.act: () => void", "S.id: number"],
    },
    {
      name: "a value, with its sources",
      jwt: "token.data = user;",
      session: "return { ...session, ...(token.data as Row) };",
      fields: ["S.id: number", "S.note?: string", "S.plan: string", "T.data?: User"],
      sources: { "S.id": ["JWT.data"] },
    },
  ]);
});

describe("a token that is handed on with all its fields:", () => {
  const head = "declare global { interface JWT { seats: number; limit?: number; both: number } }";
  testFollowed([
    {
      name: "it has declared and written fields",
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
      name: "it has a field that is written on some paths only",
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
      name: "it has a field that is always still there, whatever its type says",
      jwt: "log(token.sub);",
      session: "const copy = { ...token };\nsession.user.id = copy.sub; session.user.code = copy.name;",
      fields: ["U.code: string | null | undefined", "U.id: string | undefined"],
      marks: { "U.id": ["alwaysThere"], "U.code": [""] },
    },
    {
      name: "it keeps no undefined in a field that is always true",
      jwt: "log(token.sub);",
      session: "const { sub } = { ...token };\nif (sub) session.user.id = sub;",
      fields: ["U.id: string"],
    },
    {
      name: "it serves as the user",
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

describe("a literal with an asserted type:", () => {
  const head = `declare class Member { id: number; note?: string }
interface Own { id: number; note?: string; seats: number }`;
  testFollowed([
    {
      name: "it holds what the type says under its own names",
      head,
      session: "return { ...session, id: row.plan, note: row.plan } as Session & Own;",
      fields: ["S.id: number", "S.note: string | undefined", "S.seats: number"],
      writes: { "S.id": ["row.plan"], "S.seats": ["{ ...session, id: row.plan, note: row.plan } as Session & Own"] },
    },
    {
      name: "it holds what is spread into it under the names that came along",
      head,
      session: "return { ...session, ...find() } as Session & Own;",
      fields: ["S.id?: number", "S.note?: string | undefined", "S.plan?: string", "S.seats: number"],
      marks: { "S.id": ["bySpread"], "S.seats": [""] },
      sources: { "S.seats": [] },
    },
    {
      name: "it comes from the sources of its values",
      head,
      session: "return { ...session, id: token.id } as Session & Own;",
      fields: ["S.id: number", "S.seats: number"],
      sources: { "S.id": ["JWT.id"] },
    },
    {
      name: "it says nothing if it is asserted to be any",
      session: "return { ...session, id: row.id } as any;",
      fields: ["S.id: number"],
    },
    {
      name: "it has what the library puts in, whatever it says",
      session: "return { user: session.user, expires: session.expires } as Session;",
      fields: ["S.expires: string"],
    },
    {
      name: "it keeps what the library has put in unchanged",
      head: "interface AppSession { expires: string; plan: string }",
      session: "return { ...session, plan: row.plan } as AppSession;",
      fields: ["S.plan: string"],
    },
    {
      name: "it is followed further with all that it holds",
      head: "interface AppSession { expires: string; user: { id: string } }",
      session:
        "const made = { ...session, user: { id: token.sub } } as AppSession;\n(made.user as any).plan = row.plan;\nreturn made;",
      fields: ["U.id: string | undefined", "U.plan: string"],
    },
    {
      name: "it has only its own members if it is the library's",
      session: "return { plan: row.plan } as Session;",
      fields: ["S.plan: string"],
    },
  ]);
});
