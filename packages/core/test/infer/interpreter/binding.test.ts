import { describe } from "vitest";
import { testFollowed } from "../../support/followed.js";

const onBoth = (node: string, why: string): string[] => ["S", "U"].map((name) => `${name} ${node}: ${why}`);
const plan = ["S.plan: string"];

describe("parameters of a helper:", () => {
  testFollowed([
    {
      name: "arguments bound by their places",
      head: "function add(_: any, to: any) { to.plan = row.plan; }",
      session: "add(row, session);",
      fields: plan,
    },
    {
      name: "an argument that is missing, which is undefined",
      head: "function add(to: any, on?: boolean) { if (on) to.plan = row.plan; }",
      session: "add(session);",
      fields: [],
    },
    {
      name: "an argument that is missing, which has its default",
      head: "function add(to: any, on = true) { if (on) to.plan = row.plan; }",
      session: "add(session);",
      fields: plan,
    },
    {
      name: "an argument that is given, which ignores its default",
      head: "function add(to: any, on = true) { if (on) to.plan = row.plan; }",
      session: "add(session, false);",
      fields: [],
    },
    {
      name: "an argument in a pattern",
      head: "function add({ to, of: { plan } }: any) { to.plan = plan; }",
      session: "add({ to: session, of: { plan: row.plan } });",
      fields: ["S.plan: any"],
    },
    {
      name: "a rest that takes a followed object out of sight",
      head: "function add(_: any, ...to: any[]) { to[0].plan = row.plan; }",
      session: "add(row, session);",
      fields: [],
      open: onBoth("...to: any[]", "it is put where it is not followed"),
    },
    {
      name: "a rest that takes other values",
      head: "function add(to: any, ...of: any[]) { if (of.length) to.plan = row.plan; }",
      session: "add(session, row, 1);",
      fields: ["S.plan?: string"],
    },
  ]);
});

describe("a pattern that takes an object apart:", () => {
  testFollowed([
    {
      name: "fields under their names",
      session:
        "function({ session }: SessionParameters): any { const { user } = session; (user as any).id = row.id; return session; }",
      fields: ["U.id: number"],
    },
    {
      name: "fields under other names",
      session: "const { user: other } = session; (other as any).id = row.id;",
      fields: ["U.id: number"],
    },
    {
      name: "a field by a name in quotes or in brackets",
      session:
        'const { "user": a } = session; const { ["user"]: b } = session; (a as any).id = row.id; (b as any).code = row.id;',
      fields: ["U.code: number", "U.id: number"],
    },
    {
      name: "a pattern inside another",
      session:
        "function({ session }: SessionParameters): any { const { of: { user } } = { of: session }; (user as any).id = row.id; return session; }",
      fields: ["U.id: number"],
    },
    {
      name: "a field by one of several names",
      head: 'declare const key: "user" | "expires";',
      session: "const { [key]: one } = session as any; if (one) session.plan = row.plan; one ?? (session.id = row.id);",
      fields: ["S.id?: number", "S.plan?: string"],
    },
    {
      name: "a field by any name",
      session: "const { [names[0]!]: one } = session as any; if (one) session.plan = row.plan;",
      fields: ["S.plan?: string"],
    },
    {
      name: "a rest with all other fields",
      session: "const { user, ...rest } = { ...session, plan: row.plan };\nreturn { ...rest, id: row.id };",
      fields: ["S.id: number", "S.plan: string"],
    },
    {
      name: "a rest without the fields that are taken",
      session: "const { plan, ...rest } = { ...session, plan: row.plan, id: row.id };\nreturn rest;",
      fields: ["S.id: number"],
    },
    {
      name: "a rest that is another object",
      session: "const { ...rest } = session as any; rest.plan = row.plan;",
      fields: [],
    },
    {
      name: "a rest of another value",
      session: "const { id, ...rest } = row; if (rest) session.plan = row.plan;\nreturn { ...session, ...rest };",
      fields: ["S.note?: string", "S.plan: string"],
    },
    {
      name: "a value that is not followed",
      session: "const { id } = row; if (id) session.plan = row.plan;",
      fields: ["S.plan?: string"],
    },
    {
      name: "a list, whose parts are unknown",
      session: "const [, one] = [false, false]; if (one) session.plan = row.plan;",
      fields: ["S.plan?: string"],
    },
    { name: "a list, whose parts are no fields", jwt: "const [id] = token as any; log(id);", fields: [], reads: [] },
    {
      name: "an assignment of a constant",
      session: "const on = true; if (on) session.plan = row.plan;",
      fields: plan,
    },
  ]);
});

describe("a default in a pattern:", () => {
  testFollowed([
    {
      name: "it stands for a missing value",
      session: 'const { mode = "on" }: any = {}; if (mode === "on") session.plan = row.plan;',
      fields: plan,
    },
    {
      name: "it is run for a missing value",
      session: "const { mode = (session.plan = row.plan) }: any = {};",
      fields: plan,
    },
    {
      name: "it does not stand for a value that is there",
      session: 'const { mode = "on" }: any = { mode: "off" }; if (mode === "off") session.plan = row.plan;',
      fields: plan,
    },
    {
      name: "it does not stand for null",
      session: 'const { mode = "on" }: any = { mode: null }; mode ?? (session.plan = row.plan);',
      fields: plan,
    },
    {
      name: "it may stand for a value that may be undefined",
      session:
        'const { mode = "on" } = { mode: trigger as any }; if (mode === "update") session.plan = row.plan; else session.id = row.id;',
      fields: ["S.id?: number", "S.plan?: string"],
    },
    {
      name: "it may be what a parameter then is",
      session:
        'function({ session, trigger = "start" as any }: SessionParameters): any { if (trigger === "start") (session as any).plan = row.plan; return session; }',
      fields: ["S.plan?: string"],
    },
    {
      name: "it may leave null if undefined was as likely",
      session:
        'const { mode = "on" }: any = { mode: token.name && row.plan };\nif (!token.name) { if (mode === null) session.plan = row.plan; }',
      fields: ["S.plan?: string"],
    },
    {
      name: "it may stand for an unknown value",
      session: 'const { note = "" } = row; if (note) session.plan = row.plan;',
      fields: ["S.plan?: string"],
    },
    {
      name: "it ends the knowledge that the field is always there",
      session: "const { sub = row.plan } = token; session.code = sub; session.user.id = token.sub;",
      fields: ["S.code: string", "U.id: string | undefined"],
      sources: { "S.code": [], "U.id": ["JWT.sub"] },
    },
    {
      name: "it does not stand for an object that is there",
      session:
        "function({ session }: SessionParameters): any { const { user = {} } = session; (user as any).id = row.id; return session; }",
      fields: ["U.id: number"],
    },
  ]);
});
