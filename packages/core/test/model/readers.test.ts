import { describe, expect, test } from "vitest";
import { readerCasts, readInVain, readsOf } from "../../src/model/readers.js";
import { keyText, type FieldKey } from "../../src/api/field-key.js";
import type { InterfaceName } from "../../src/api/report.js";
import { augmentation, type Augmented } from "../support/augmentation.js";
import { authFile, helpers } from "../support/auth-file.js";
import { diagnosisOf } from "../support/diagnosis.js";
import type { Model } from "../../src/model/model.js";

const written = 'session({ session }) { session.seen = "now"; session.user.rank = 1; return session; }';
const declared = { session: ["plan?: string", "list?: string[]"], user: ["id: string"], token: ["plan?: string"] };

interface Reader {
  /** What stands in a function that gets `session`, `maybe`, `token` and `other`. */
  readonly body: string;
  readonly declares?: Augmented;
  readonly session?: string | undefined;
  readonly files?: Readonly<Record<string, string>>;
}

const reading = (body: string): string => `import type { Session } from "next-auth";
import type { JWT } from "next-auth/jwt";
export function read(session: Session, maybe: Session | null, token: JWT, other: { plan: string; user: { id: string } }) {
  ${body}
}
`;

function modelOf(one: Reader): Model {
  const { body, declares = declared, files = {} } = one;
  const session = "session" in one ? one.session : written;
  return diagnosisOf({
    "auth.ts": authFile(session === undefined ? {} : { session }),
    "helpers.ts": helpers,
    "reader.ts": reading(body),
    "types/next-auth.d.ts": augmentation(declares),
    ...files,
  }).base;
}

/** `Session.user.id` */
function keyOf(text: string): FieldKey {
  const [name, ...names] = text.split(".");
  return { interface: name as InterfaceName, names };
}

function reads(key: string, one: Reader): string[] {
  return readsOf(modelOf(one), keyOf(key)).map((node) => node.getText());
}

describe("reads of a field", () => {
  test.each([
    ["by its name", "return session.plan;", ["session.plan"]],
    ["by its quoted name", "return session['plan'];", ["session['plan']"]],
    ["through ?.", "return maybe?.plan;", ["maybe?.plan"]],
    ["through !", "return maybe!.plan;", ["maybe!.plan"]],
    ["out of a pattern", "const { plan } = session; return plan;", ["plan"]],
    [
      "out of a pattern, under another name",
      "const { plan: mine, 'plan': same } = session;",
      ["plan: mine", "'plan': same"],
    ],
    ["out of a pattern, with a default", "const { plan = 'free' } = session; return plan;", ["plan = 'free'"]],
    ["to be assigned to something else", "other.plan = session.plan!;", ["session.plan"]],
    ["where something of it is assigned", "(session.plan as any).since = 1;", ["session.plan"]],
    ["where it is added to", "session.plan += 'x';", ["session.plan"]],
    ["twice", "return [session.plan, session.plan];", ["session.plan", "session.plan"]],
  ])("a field of the session is read %s", (_, body, expected) => {
    expect(reads("Session.plan", { body })).toEqual(expected);
  });

  test("a field of the user is read by patterns within patterns", () => {
    expect(
      reads("Session.user.id", { body: "const { user: { id } } = session; return session.user.id + id;" }),
    ).toEqual(["id", "session.user.id"]);
    expect(reads("Session.user", { body: "const { user: { id } } = session; return id;", session: undefined })).toEqual(
      ["user: { id }"],
    );
  });

  test("a field is read by a pattern in an array", () => {
    expect(reads("Session.list", { body: "const { list: [first] = [] } = session; return first;" })).toEqual([
      "list: [first] = []",
    ]);
  });

  test("a field of the token is read", () => {
    expect(reads("JWT.plan", { body: "return token.plan ?? session.plan;" })).toEqual(["token.plan"]);
  });

  test.each([
    ["what is assigned", "session.plan = 'free';"],
    ["what is assigned through a cast", "(session.plan as any) = 1;"],
    ["what is assigned through !", "session.plan! = 'free';"],
    ["the field of something else", "const { plan } = other; return [plan, other.plan, token.plan];"],
    ["another field", "return [session.expires, session['expires'], session.user.id];"],
    ["by a name that is only known at run time", "const plan = 'plan' as string; return (session as any)[plan];"],
    ["by its place in an array", "const [plan] = [session]; return plan;"],
    ["the rest, though it is called so", "const { expires, ...plan } = session; return [expires, plan];"],
  ])("a field of the session is not read: %s", (_, body) => {
    expect(reads("Session.plan", { body })).toEqual([]);
  });

  test("a field has no readers if its parent is not declared", () => {
    expect(reads("Session.org.plan", { body: "return (session as any).org.plan;" })).toEqual([]);
  });

  test("only the project's own files are readers", () => {
    expect(reads("Session.plan", { body: "", files: { ".nuxt/reader.ts": reading("return session.plan;") } })).toEqual(
      [],
    );
  });
});

describe("reads of a field that nobody assigns", () => {
  const inVain = (one: Reader): string[] => readInVain(modelOf(one)).map(keyText);
  const body = "return [session.plan, session.team, session.team, maybe?.user.role, session.user.id];";

  test("a read of a field that nobody assigns or declares is found", () => {
    expect(inVain({ body })).toEqual(["Session.team", "Session.user.role"]);
  });

  test("a read of an assigned field, or of one that every object has, is not found", () => {
    expect(
      inVain({ body: "return [session.seen, session.user.rank, session.toString(), session.user.valueOf];" }),
    ).toEqual([]);
  });

  test("a read of another object is not found", () => {
    expect(
      inVain({ body: "return [(other as any).team, token.team, ({ session: 1 } as { session: 1; x?: 1 }).x];" }),
    ).toEqual([]);
  });

  test("a read by a name that is not written out is not found", () => {
    expect(
      inVain({ body: 'const key = "plan"; const { [key]: plan } = session; return [plan, session[key]];' }),
    ).toEqual([]);
  });

  test("no read is found if no callback says what the session holds", () => {
    expect(inVain({ body, session: undefined })).toEqual([]);
  });

  test.each([
    ["the session", "Object.assign(session, JSON.parse('{}'));", []],
    ["the user", "Object.assign(session.user, JSON.parse('{}'));", ["Session.team"]],
  ])("no read is found if the analysis cannot see all of %s", (_, statement, expected) => {
    expect(inVain({ body, session: `session({ session }) { ${statement} return session; }` })).toEqual(expected);
  });

  test("a read of an object with an index signature is not found", () => {
    expect(inVain({ body, declares: { session: ["[key: string]: unknown", "plan?: string"] } })).toEqual([
      "Session.user.role",
      "Session.user.id",
    ]);
    expect(inVain({ body, declares: { session: ["user: { id: string; [key: string]: unknown }"] } })).toEqual([
      "Session.plan",
      "Session.team",
    ]);
  });
});

describe("a declared field of the session that is read through a cast", () => {
  const casts = (body: string): string[] => readerCasts(modelOf({ body })).map((node) => node.getText());

  test.each([
    ["of the session", "return (session as any).plan;", ["session as any"]],
    ["of its user", "return (session.user as any).id;", ["session.user as any"]],
    ["of both", "return ((session as any).user as any).id;", ["session as any"]],
    ["by a quoted name", "return (<any>session)['plan'];", ["<any>session"]],
    ["in parentheses", "return (((session as any))).plan;", ["session as any"]],
    ["through two casts", "return (session as unknown as { plan: 1 }).plan;", ["session as unknown as { plan: 1 }"]],
    ["that may be missing", "return (maybe as any)?.plan;", ["maybe as any"]],
  ])("the cast is found: %s", (_, body, expected) => {
    expect(casts(body)).toEqual(expected);
  });

  test.each([
    ["without a cast", "const { plan } = session; return [plan, session.plan];"],
    ["through a cast of something else", "return [(other as any).plan, (other.user as any).id];"],
    ["as const", "return ({ plan: session } as const).plan;"],
  ])("the cast is not found: %s", (_, body) => {
    expect(casts(body)).toEqual([]);
  });
});
