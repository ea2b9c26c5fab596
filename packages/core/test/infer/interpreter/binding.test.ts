import { describe } from "vitest";
import { testFollowed } from "../../support/followed.js";

const onBoth = (node: string, why: string): string[] => ["S", "U"].map((name) => `${name} ${node}: ${why}`);
const plan = ["S.plan: string"];

describe("parameters of a helper", () => {
  testFollowed([
    {
      name: "by their places",
      head: "function add(_: any, to: any) { to.plan = row.plan; }",
      session: "add(row, session);",
      fields: plan,
    },
    {
      name: "one that is not given is undefined",
      head: "function add(to: any, on?: boolean) { if (on) to.plan = row.plan; }",
      session: "add(session);",
      fields: [],
    },
    {
      name: "one that is not given has its default",
      head: "function add(to: any, on = true) { if (on) to.plan = row.plan; }",
      session: "add(session);",
      fields: plan,
    },
    {
      name: "one that is given does not",
      head: "function add(to: any, on = true) { if (on) to.plan = row.plan; }",
      session: "add(session, false);",
      fields: [],
    },
    {
      name: "in a pattern",
      head: "function add({ to, of: { plan } }: any) { to.plan = plan; }",
      session: "add({ to: session, of: { plan: row.plan } });",
      fields: ["S.plan: any"],
    },
    {
      name: "a rest takes what it takes out of sight",
      head: "function add(_: any, ...to: any[]) { to[0].plan = row.plan; }",
      session: "add(row, session);",
      fields: [],
      open: onBoth("...to: any[]", "it is put where it is not followed"),
    },
    {
      name: "a rest takes other values",
      head: "function add(to: any, ...of: any[]) { if (of.length) to.plan = row.plan; }",
      session: "add(session, row, 1);",
      fields: ["S.plan?: string"],
    },
  ]);
});

describe("a pattern takes an object apart", () => {
  testFollowed([
    {
      name: "by the names of its fields",
      session:
        "function({ session }: SessionParameters): any { const { user } = session; (user as any).id = row.id; return session; }",
      fields: ["U.id: number"],
    },
    {
      name: "under other names",
      session: "const { user: other } = session; (other as any).id = row.id;",
      fields: ["U.id: number"],
    },
    {
      name: "by a name in quotes, or in brackets",
      session:
        'const { "user": a } = session; const { ["user"]: b } = session; (a as any).id = row.id; (b as any).code = row.id;',
      fields: ["U.code: number", "U.id: number"],
    },
    {
      name: "in a pattern inside",
      session:
        "function({ session }: SessionParameters): any { const { of: { user } } = { of: session }; (user as any).id = row.id; return session; }",
      fields: ["U.id: number"],
    },
    {
      name: "by a name that is one of several",
      head: 'declare const key: "user" | "expires";',
      session: "const { [key]: one } = session as any; if (one) session.plan = row.plan; one ?? (session.id = row.id);",
      fields: ["S.id?: number", "S.plan?: string"],
    },
    {
      name: "by a name that may be any",
      session: "const { [names[0]!]: one } = session as any; if (one) session.plan = row.plan;",
      fields: ["S.plan?: string"],
    },
    {
      name: "the rest has all other fields",
      session: "const { user, ...rest } = { ...session, plan: row.plan };\nreturn { ...rest, id: row.id };",
      fields: ["S.id: number", "S.plan: string"],
    },
    {
      name: "the rest lacks what was taken",
      session: "const { plan, ...rest } = { ...session, plan: row.plan, id: row.id };\nreturn rest;",
      fields: ["S.id: number"],
    },
    {
      name: "the rest is another object",
      session: "const { ...rest } = session as any; rest.plan = row.plan;",
      fields: [],
    },
    {
      name: "the rest of another value",
      session: "const { id, ...rest } = row; if (rest) session.plan = row.plan;\nreturn { ...session, ...rest };",
      fields: ["S.note?: string", "S.plan: string"],
    },
    {
      name: "of a value that is not followed",
      session: "const { id } = row; if (id) session.plan = row.plan;",
      fields: ["S.plan?: string"],
    },
    {
      name: "a list: nothing is known of its parts",
      session: "const [, one] = [false, false]; if (one) session.plan = row.plan;",
      fields: ["S.plan?: string"],
    },
    { name: "a list: its parts are no fields", jwt: "const [id] = token as any; log(id);", fields: [], reads: [] },
    {
      name: "in an assignment of a constant",
      session: "const on = true; if (on) session.plan = row.plan;",
      fields: plan,
    },
  ]);
});

describe("a default in a pattern", () => {
  testFollowed([
    {
      name: "stands for what is not there",
      session: 'const { mode = "on" }: any = {}; if (mode === "on") session.plan = row.plan;',
      fields: plan,
    },
    { name: "is run then", session: "const { mode = (session.plan = row.plan) }: any = {};", fields: plan },
    {
      name: "does not stand for what is there",
      session: 'const { mode = "on" }: any = { mode: "off" }; if (mode === "off") session.plan = row.plan;',
      fields: plan,
    },
    {
      name: "does not stand for null",
      session: 'const { mode = "on" }: any = { mode: null }; mode ?? (session.plan = row.plan);',
      fields: plan,
    },
    {
      name: "may stand for what may be undefined",
      session:
        'const { mode = "on" } = { mode: trigger as any }; if (mode === "update") session.plan = row.plan; else session.id = row.id;',
      fields: ["S.id?: number", "S.plan?: string"],
    },
    {
      name: "may be what a parameter is then",
      session:
        'function({ session, trigger = "start" as any }: SessionParameters): any { if (trigger === "start") (session as any).plan = row.plan; return session; }',
      fields: ["S.plan?: string"],
    },
    {
      name: "may leave null where undefined was as likely",
      session:
        'const { name = "on" }: any = { name: token.name && row.plan };\nif (!token.name) { if (name === null) session.plan = row.plan; }',
      fields: ["S.plan?: string"],
    },
    {
      name: "may stand for what nobody knows",
      session: 'const { note = "" } = row; if (note) session.plan = row.plan;',
      fields: ["S.plan?: string"],
    },
    {
      name: "then what was read is no longer known to be always there",
      session: "const { sub = row.plan } = token; session.code = sub; session.user.id = token.sub;",
      fields: ["S.code: string", "U.id: string | undefined"],
      sources: { "S.code": [], "U.id": ["JWT.sub"] },
    },
    {
      name: "does not stand for an object that is there",
      session:
        "function({ session }: SessionParameters): any { const { user = {} } = session; (user as any).id = row.id; return session; }",
      fields: ["U.id: number"],
    },
  ]);
});
