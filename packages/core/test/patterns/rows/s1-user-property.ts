import { pattern } from "../pattern.js";
import { session } from "../../support/auth-file.js";
import { userAugmentation } from "../../support/texts.js";

export const s1 = pattern("S1", "property write on `session.user`", [
  {
    name: "a property write",
    session: session("⟦U.id⟧session.user.id = token.sub!;"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "a value that can be undefined",
    session: session("⟦U.id⟧session.user.id = token.sub;"),
    fields: ["U.id: string | undefined"],
    augmentation: userAugmentation("id?: string"),
  },
  {
    name: "a value that can be null",
    session: session("⟦U.avatar⟧session.user.avatar = token.picture ?? null;"),
    fields: ["U.avatar: string | null"],
    augmentation: userAugmentation("avatar: string | null"),
  },
  {
    name: "a write with !",
    session: session("⟦U.id⟧session.user!.id = token.sub!;"),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "literals, widened as a property widens them",
    session: session(`⟦U.role⟧session.user.role = "admin";
      ⟦U.level⟧session.user.level = 3;
      ⟦U.active⟧session.user.active = true;`),
    fields: ["U.role: string", "U.level: number", "U.active: boolean"],
    augmentation: userAugmentation("role: string", "level: number", "active: boolean"),
  },
  {
    name: "a literal that is asserted to be constant",
    session: session('⟦U.role⟧session.user.role = "admin" as const;'),
    fields: ['U.role: "admin"'],
    augmentation: userAugmentation('role: "admin"'),
  },
  {
    name: "null",
    session: session("⟦U.team⟧session.user.team = null;"),
    fields: ["U.team: null"],
    augmentation: userAugmentation("team: null"),
  },
  {
    name: "a template literal",
    session: session("⟦U.label⟧session.user.label = `${token.sub}:${token.name}`;"),
    fields: ["U.label: string"],
    augmentation: userAugmentation("label: string"),
  },
  {
    name: "an array and an object",
    session: session(`⟦U.roles⟧session.user.roles = [...list];
      ⟦U.org⟧session.user.org = { id: 1, name: token.name };`),
    fields: ["U.roles: string[]", "U.org: { id: number; name: string | null | undefined; }"],
    augmentation: userAugmentation("roles: string[]", "org: { id: number; name?: string | null }"),
  },
  {
    name: "two writes give the union",
    session: session(`if (enabled) ⟦U.id⟧session.user.id = token.sub!;
      else ⟦U.id⟧session.user.id = 0;`),
    fields: ["U.id: string | number"],
    augmentation: userAugmentation("id: string | number"),
  },
  {
    name: "a constant",
    session: session(`const role = "admin";
      ⟦U.role⟧session.user.role = role;`),
    fields: ["U.role: string"],
    augmentation: userAugmentation("role: string"),
  },
  {
    name: "an awaited value",
    session: `async session({ session }) {
      ⟦U.plan⟧session.user.plan = await load();
      return session;
    }`,
    fields: ["U.plan: string"],
    augmentation: userAugmentation("plan: string"),
  },
  {
    name: "a base field is the library's own",
    session: session("⟦U.name⟧session.user.name = token.sub!;"),
    fields: ["U.name: string"],
    silent: ["U.name"],
    augmentation: "",
  },
  {
    name: "an enum and an alias of another file are imported",
    head: 'import { Plan, roleOf } from "./roles";',
    files: {
      "roles.ts": `export enum Plan { Free, Pro }
export type Role = "admin" | "member";
export function roleOf(id: string): Role { return id === "1" ? "admin" : "member"; }
`,
    },
    session: session(`⟦U.plan⟧session.user.plan = Plan.Free;
      ⟦U.role⟧session.user.role = roleOf(token.sub!);`),
    fields: ["U.plan: Plan", "U.role: Role"],
    augmentation: userAugmentation("plan: Plan", "role: Role").replace(
      "\n\n",
      '\nimport type { Plan, Role } from "./roles";\n\n',
    ),
  },
]);
