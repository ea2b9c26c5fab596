import { pattern } from "../pattern.js";
import { session } from "../../support/auth-file.js";
import { sessionAugmentation, userAugmentation } from "../../support/texts.js";

export const x3 = pattern("X3", "cast of the value", [
  {
    name: "as string",
    jwt: `jwt({ token, user }) {
      if (user) ⟦T.id⟧token.id = user.id;
      return token;
    }`,
    session: session("⟦U.id⟧session.user.id = ⟦no-callback-cast⟧token.id as string;"),
    fields: ["T.id: string", "U.id: string"],
  },
  {
    name: "away from undefined",
    jwt: `jwt({ token, account }) {
      if (account) ⟦T.accessToken⟧token.accessToken = account.access_token;
      return token;
    }`,
    session: session("⟦S.accessToken⟧session.accessToken = token.accessToken as string;"),
    fields: ["T.accessToken: string | undefined", "S.accessToken: string"],
  },
  {
    name: "a field of the token that nobody writes",
    session: session("⟦U.plan⟧session.user.plan = ⟦T.plan⟧token.plan as number;"),
    fields: ["U.plan: number"],
    unknownReads: ["T.plan"],
    augmentation: userAugmentation("plan: number"),
  },
  {
    name: "through unknown",
    session: session("⟦U.level⟧session.user.level = token.sub as unknown as number;"),
    fields: ["U.level: number"],
    augmentation: userAugmentation("level: number"),
  },
  {
    name: "with angle brackets",
    session: session("⟦U.id⟧session.user.id = <string>token.sub;"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "to a literal union",
    session: session('⟦U.role⟧session.user.role = ⟦T.role⟧token.role as "admin" | "member";'),
    fields: ['U.role: "admin" | "member"'],
    unknownReads: ["T.role"],
    augmentation: userAugmentation('role: "admin" | "member"'),
  },
  {
    name: "to an exported type, which is imported",
    head: 'import type { Role } from "./roles";',
    files: { "roles.ts": 'export type Role = "admin" | "member";\n' },
    session: session("⟦U.role⟧session.user.role = ⟦T.role⟧token.role as Role;"),
    fields: ["U.role: Role"],
    unknownReads: ["T.role"],
    augmentation: userAugmentation("role: Role").replace("\n\n", '\nimport type { Role } from "./roles";\n\n'),
  },
  {
    name: "to an exported type or undefined",
    head: 'import type { Role } from "./roles";',
    files: { "roles.ts": 'export type Role = "admin" | "member";\n' },
    session: session("⟦U.role⟧session.user.role = ⟦T.role⟧token.role as Role | undefined;"),
    fields: ["U.role: Role | undefined"],
    unknownReads: ["T.role"],
    augmentation: userAugmentation("role?: Role").replace("\n\n", '\nimport type { Role } from "./roles";\n\n'),
  },
  {
    name: "to a literal of an object",
    session: session('⟦S.org⟧session.org = ⟦T.org⟧token.org as { id: string; plan: "free" | "pro" };'),
    fields: ['S.org: { id: string; plan: "free" | "pro"; }'],
    unknownReads: ["T.org"],
    augmentation: sessionAugmentation('org: { id: string; plan: "free" | "pro" }'),
  },
  {
    name: "to an array",
    session: session("⟦S.roles⟧session.roles = ⟦T.roles⟧token.roles as string[];"),
    fields: ["S.roles: string[]"],
    unknownReads: ["T.roles"],
    augmentation: sessionAugmentation("roles: string[]"),
  },
  {
    name: "inside a condition",
    session: session("if (⟦T.plan⟧token.plan) ⟦S.plan⟧session.plan = token.plan as string;"),
    fields: ["S.plan?: string"],
    unknownReads: ["T.plan"],
    augmentation: sessionAugmentation("plan?: string"),
  },
]);
