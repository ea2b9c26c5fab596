import { describe } from "vitest";
import { testFollowed, type FollowedCase } from "../../support/followed.js";

/** `session.value = text`, and from which fields that comes. */
const value = (text: string, sources: readonly string[], before = "", head = ""): FollowedCase => ({
  name: `${before} ${text}`,
  head,
  session: `${before}\n(session as any).value = String(${text});`,
  fields: ["S.value: string"],
  sources: { "S.value": sources },
});

describe("the fields that a value comes from:", () => {
  testFollowed([
    value("token.id", ["JWT.id"]),
    value('token["id"]', ["JWT.id"]),
    value("token[`id`]", ["JWT.id"]),
    value("token?.id", ["JWT.id"]),
    value("token!.id", ["JWT.id"]),
    value("(token).id", ["JWT.id"]),
    value("(token as any).id", ["JWT.id"]),
    value("(<any>token).id", ["JWT.id"]),
    value("(token satisfies JWT).id", ["JWT.id"]),
    value("token.id!", ["JWT.id"]),
    value("token[names[0]!]", []),
    value("token", []),
    value("row.id", []),
    value("row.id + (session as any).id", []),
    value("(token as any).data.id", ["JWT.data"]),
    value("(token as any).data.org.id", ["JWT.data"]),
    value("[token.b, token.a, token.b]", ["JWT.b", "JWT.a"]),
    value("[user?.id, token.id]", ["User.id", "JWT.id"]),
    value("token.a ?? token.b", ["JWT.a", "JWT.b"]),
    value("`${token.a} of ${token.b}`", ["JWT.a", "JWT.b"]),
    value("{ id: token.id, name: token.name }", ["JWT.id", "JWT.name"]),
    value("Number(token.id)", ["JWT.id"]),
    value("Math.max(Number(token.a), row.id)", ["JWT.a"]),
    value("JSON.parse(token.name!).id", ["JWT.name"]),
    value("find(token.id)", [], "", "declare function find(id: unknown): string;"),
    value("db.find(token.id)", [], "", "declare const db: { find(id: unknown): string };"),
    value("token.name!.trim()", ["JWT.name"]),
    value("(token as any).read(token.id)", ["JWT.read"]),
    value("() => token.id", []),
    value("function () { return token.id; }", []),
  ]);
});

describe("the answer of a server comes from no field, whatever was sent:", () => {
  const ask = "declare global { function fetch(url: string): Promise<{ json(): Promise<any> }>; }";
  testFollowed([
    value("await (await fetch(token.name!)).json()", [], "", ask),
    value("fresh.id", [], "const answer = await fetch(token.name!); const fresh = await answer.json();", ask),
    value("await fetch(token.name!).then((answer) => answer.json())", [], "", ask),
    value("await (await globalThis.fetch(String(token.a))).json()", [], "", ask),
    value("[await fetch(token.name!), token.a]", ["JWT.a"], "", ask),
  ]);
});

describe("the fields behind a local name:", () => {
  testFollowed([
    value("id", ["JWT.id"], "const { id } = token;"),
    value("id", ["JWT.code"], "const { code: id } = token;"),
    value("id", ["JWT.id"], "const id = token.id;"),
    value("id", ["JWT.id"], "const id = String(token.id);"),
    value("{ id }", ["JWT.id"], "const id = token.id;"),
    value("all", ["JWT.a", "JWT.b"], "const a = token.a; const all = [a, token.b];"),
    value("same.id", ["JWT.id"], "const same = token;"),
    value("list", [], "const list = 1;"),
    value("id", [], "const id = row.id;"),
    value("add", [], "const add = () => token.id;"),
    value("n7", ["JWT.id"], `const n0 = String(token.id);\n${chain(7)}`),
    value("n8", [], `const n0 = String(token.id);\n${chain(8)}`),
    value("again", [], "let again = token.id; again = row.id;"),
    value("names", []),
    value("outside", [], "", "const outside = 1;"),
    value("holder.token.id", ["JWT.id"], "const holder = { token };"),
    value("holder.of.token.id", [], "const holder = { of: { token } };"),
    value("holder.row.id", [], "const holder = { row };"),
    value("holder.user.id", [], "const holder = { user: session.user as any };"),
    value("holder.other.id", [], "const holder: any = { token };"),
    value("row.plan.length", []),
    value("call().id", [], "const call = () => token;"),
  ]);
});

describe("the fields behind an unknown name:", () => {
  testFollowed([
    {
      name: "an element of a list comes from nowhere",
      session: "for (const one of names) (session as any).value = one;",
      fields: ["S.value?: string"],
      sources: { "S.value": [] },
    },
  ]);
});

describe("the fields behind a parameter that is not taken apart:", () => {
  testFollowed([
    {
      name: "a field of the token",
      session:
        "function(params: SessionParameters): any { (params.session as any).id = params.token.id; return params.session; }",
      fields: ["S.id: unknown"],
      sources: { "S.id": ["JWT.id"] },
    },
    {
      name: "fields of the user, the account and the profile",
      jwt: "function(params: JwtParameters): any { params.token.all = [params.user.id, params.account?.provider, params.profile?.sub, params.trigger]; return params.token; }",
      fields: ["T.all: (string | undefined)[]"],
      sources: { "T.all": ["User.id", "Account.provider", "Profile.sub"] },
    },
  ]);
});

function chain(length: number): string {
  return Array.from({ length }, (_, index) => `const n${index + 1} = [n${index}];`).join("\n");
}
