import { describe, expect, test } from "vitest";
import { types } from "../support/augmentation.js";
import { beforeAndAfter } from "../support/marked-edits.js";
import { checkMarked } from "../support/marked-project.js";

const session = `session({ session, token }) {
      session.user.id = token.sub!;
      ⟦no-undeclared-field⟧session.user.role = "admin";
      return session;
    }`;

const declaring = (user: string, ...imports: readonly string[]): string =>
  `${['import type { DefaultSession } from "next-auth";', ...imports].join("\n")}

declare module "next-auth" {
  interface Session {
    user: ${user};
  }
}
`;
const base = 'DefaultSession["user"]';

interface OwnType {
  readonly name: string;
  /** By file; `⟨…⟩` is what the fix adds. */
  readonly files: Readonly<Record<string, string>>;
}

const extended: readonly OwnType[] = [
  {
    name: "an interface in another file",
    files: {
      [types]: declaring(`AppUser & ${base}`, 'import type { AppUser } from "../src/user";'),
      "src/user.ts": "export interface AppUser {\n  id: string;⟨\n  role: string;⟩\n}\n",
    },
  },
  {
    name: "an interface in another file, by import(…)",
    files: {
      [types]: declaring(`import("../src/user").AppUser`),
      "src/user.ts": "export interface AppUser {\n  id: string;⟨\n  role: string;⟩\n}\n",
    },
  },
  {
    name: "an interface that is exported again elsewhere, under another name",
    files: {
      [types]: declaring("SessionUser", 'import type { SessionUser } from "../src";'),
      "src/index.ts": 'export type { AppUser as SessionUser } from "./user";\n',
      "src/user.ts": "export interface AppUser {\n\tid: string\n\tteam?: string⟨\n\trole: string⟩\n}\n",
    },
  },
  {
    name: "an interface of the same block",
    files: {
      [types]: `import "next-auth";

declare module "next-auth" {
  interface AppUser {
    id: string;⟨
    role: string;⟩
  }

  interface Session {
    user: AppUser;
  }
}
`,
    },
  },
  {
    name: "a global interface",
    files: {
      [types]: declaring("AppUser"),
      "types/global.d.ts": "interface AppUser {\n  id: string;⟨\n  role: string;⟩\n}\n",
    },
  },
  {
    name: "an interface inside declare global",
    files: {
      [types]: declaring("AppUser"),
      "types/global.d.ts":
        "export {};\n\ndeclare global {\n  interface AppUser {\n    id: string;⟨\n    role: string;⟩\n  }\n}\n",
    },
  },
  {
    name: "an interface that extends another of the project's",
    files: {
      [types]: declaring("AppUser", 'import type { AppUser } from "../src/user";'),
      "src/user.ts": `export interface Entity {
  id: string;
}

export interface AppUser extends Entity {
  team?: string;⟨
  role: string;⟩
}
`,
    },
  },
  {
    name: "an interface that extends the library's",
    files: {
      [types]: `import type { User } from "next-auth";

interface AppUser extends User {⟨
  role: string;
⟩}

declare module "next-auth" {
  interface Session {
    user: AppUser;
  }
}
`,
    },
  },
  {
    name: "an alias of an interface",
    files: {
      [types]: declaring("Alias", 'import type { Alias } from "../src/user";'),
      "src/user.ts": "interface AppUser {\n  id: string;⟨\n  role: string;⟩\n}\n\nexport type Alias = AppUser;\n",
    },
  },
  {
    name: "an alias of an intersection",
    files: {
      [types]: declaring("AppUser", 'import type { AppUser } from "../src/user";'),
      "src/user.ts": `import type { User } from "next-auth";

export type AppUser = User & {
  team?: string;⟨
  role: string;⟩
};
`,
    },
  },
  {
    name: "an alias of the library's user",
    files: {
      [types]: declaring("AppUser⟨ & {\n      role: string;\n    }⟩", 'import type { AppUser } from "../src/user";'),
      "src/user.ts": 'import type { User } from "next-auth";\n\nexport type AppUser = User;\n',
    },
  },
  {
    name: "an alias of what is derived from a value",
    files: {
      [types]: declaring("AppUser⟨ & {\n      role: string;\n    }⟩", 'import type { AppUser } from "../src/user";'),
      "src/user.ts":
        'type Infer<T> = T extends { out: infer Out } ? Out : never;\nconst schema = { out: { id: "" } };\nexport type AppUser = Infer<typeof schema>;\n',
    },
  },
  {
    name: "an interface on one line, whose new field joins that line",
    files: {
      [types]: `import type { Row } from '../src/row'

declare module 'next-auth' {
  interface Session { user: Row<string>⟨ & { role: string }⟩ }
}
`,
      "src/row.ts": "export interface Row<Key> {\n  id: Key;\n}\n",
    },
  },
  {
    name: "a default export",
    files: {
      [types]: declaring('import("../src/user").default'),
      "src/user.ts": "export default interface AppUser {\n  id: string;⟨\n  role: string;⟩\n}\n",
    },
  },
  {
    name: "a generic alias, which serves others too",
    files: {
      [types]: declaring(
        "WithId<{ team?: string }>⟨ & {\n      role: string;\n    }⟩",
        'import type { WithId } from "../src/with-id";',
      ),
      "src/with-id.ts": "export type WithId<T> = T & { id: string };\n",
    },
  },
  {
    name: "a generic interface, which serves others too",
    files: {
      [types]: declaring("Row<string>⟨ & {\n      role: string;\n    }⟩", 'import type { Row } from "../src/row";'),
      "src/row.ts": "export interface Row<Key> {\n  id: Key;\n}\n",
    },
  },
  {
    name: "Omit of an own interface",
    files: {
      [types]: declaring(
        'Omit<AppUser, "password">⟨ & {\n      role: string;\n    }⟩',
        'import type { AppUser } from "../src/user";',
      ),
      "src/user.ts": "export interface AppUser {\n  id: string;\n  password: string;\n}\n",
    },
  },
  {
    name: "Pick of an own interface beside the base",
    files: {
      [types]: declaring(
        `⟪Pick<AppUser, "id"> & ${base}⟫⟨Pick<AppUser, "id"> & ${base} & {\n      role: string;\n    }⟩`,
        'import type { AppUser } from "../src/user";',
      ),
      "src/user.ts": "export interface AppUser {\n  id: string;\n  role: string;\n}\n",
    },
  },
  {
    name: "an own class",
    files: {
      [types]: declaring("AppUser⟨ & {\n      role: string;\n    }⟩", 'import type { AppUser } from "../src/user";'),
      "src/user.ts": 'export class AppUser {\n  id: string = "";\n}\n',
    },
  },
];

describe("an own type behind the user", () => {
  for (const { name, files } of extended) {
    test(name, () => {
      const texts = Object.entries(files).map(([file, text]) => ({ file, ...beforeAndAfter(text) }));
      checkMarked({
        auth: { session },
        files: Object.fromEntries(texts.map(({ file, before }) => [file, before])),
        fixed: Object.fromEntries(
          texts.filter(({ before, after }) => before !== after).map(({ file, after }) => [file, after]),
        ),
      });
    });
  }

  test("it is widened only as far as those who build it allow", () => {
    checkMarked({
      auth: { session },
      files: {
        [types]: declaring("AppUser", 'import type { AppUser } from "../src/user";'),
        "src/user.ts": 'export interface AppUser {\n  id: string;\n}\n\nexport const guest: AppUser = { id: "0" };\n',
      },
      fixed: {
        "src/user.ts":
          'export interface AppUser {\n  id: string;\n  role?: string;\n}\n\nexport const guest: AppUser = { id: "0" };\n',
      },
    });
  });

  test("a union is left to its author to extend", () => {
    const made = checkMarked({
      auth: {
        session: `session({ session }) {
      ⟦no-undeclared-field!⟧session.user.role = "admin";
      return session;
    }`,
      },
      files: {
        [types]: declaring("Member", 'import type { Member } from "../src/user";'),
        "src/user.ts":
          'export type Member =\n  | { kind: "person"; id: string; name: string }\n  | { kind: "machine"; id: string; owner: string };\n',
      },
      fixed: {},
    });
    expect(made.analysis().diagnostics.map(({ manual }) => manual)).toEqual([
      "The form in which `user` is declared cannot be extended safely; add the field there.",
    ]);
  });

  test("a field's type is imported into the file of the own type", () => {
    checkMarked({
      auth: {
        head: 'import { Role } from "./src/roles";',
        session: `session({ session }) {
      ⟦no-undeclared-field⟧session.user.role = Role.Admin;
      return session;
    }`,
      },
      files: {
        [types]: declaring("AppUser", 'import type { AppUser } from "../src/models/user";'),
        "src/models/user.ts": "export interface AppUser {\n  id?: string;\n}\n",
        "src/roles.ts": 'export enum Role {\n  Admin = "admin",\n  Member = "member",\n}\n',
      },
      fixed: {
        "src/models/user.ts":
          'import type { Role } from "../roles";\n\nexport interface AppUser {\n  id?: string;\n  role: Role;\n}\n',
      },
    });
  });
});

describe("a field that an own type declares", () => {
  const drift = (write: string): string => `session({ session, token }) {
      session.user.id = token.sub!;
      ${write}
      return session;
    }`;

  test("it becomes optional and keeps its comment", () => {
    checkMarked({
      auth: { session: drift('if (enabled) session.user.role = "admin";') },
      files: {
        [types]: declaring(`AppUser & ${base}`, 'import type { AppUser } from "../src/user";'),
        "src/user.ts":
          "export interface AppUser {\n  id: string;\n  /** What they may do. */\n  ⟦no-maybe-missing-field⟧role: string;\n}\n",
      },
      fixed: {
        "src/user.ts": "export interface AppUser {\n  id: string;\n  /** What they may do. */\n  role?: string;\n}\n",
      },
    });
  });

  test("it gets its type in the base that declares it, and stays readonly", () => {
    checkMarked({
      auth: { session: drift("Object.assign(session.user, {}); (session.user as any).level = 3;") },
      files: {
        [types]: declaring("AppUser", 'import type { AppUser } from "../src/user";'),
        "src/user.ts": `interface Ranked {
  /** From 1 to 9. */
  readonly ⟦no-mismatched-field⟧level: string; // set by the office
}

export interface AppUser extends Ranked {
  id: string;
}
`,
      },
      fixed: {
        "src/user.ts": `interface Ranked {
  /** From 1 to 9. */
  readonly level: number; // set by the office
}

export interface AppUser extends Ranked {
  id: string;
}
`,
      },
    });
  });

  test("it gets its type behind Partial<…>, which makes it optional already", () => {
    checkMarked({
      auth: { session: drift("(session.user as any).level = 3;") },
      files: {
        [types]: declaring("{ id: string } & Partial<Ranked>", 'import type { Ranked } from "../src/user";'),
        "src/user.ts": "export interface Ranked {\n  ⟦no-mismatched-field⟧level: string;\n  team: string;\n}\n",
      },
      // The cast is only there to let it compile before the field is retyped.
      options: { analyze: { rules: { "no-callback-cast": "off" } } },
      fixed: { "src/user.ts": "export interface Ranked {\n  level: number;\n  team: string;\n}\n" },
    });
  });

  test("it stays behind Required<…>, which makes it required anyway", () => {
    const made = checkMarked({
      auth: { session: drift("if (enabled) session.user.level = 3;") },
      files: {
        [types]: declaring("{ id: string } & Required<Ranked>", 'import type { Ranked } from "../src/user";'),
        "src/user.ts": "export interface Ranked {\n  ⟦no-maybe-missing-field!⟧level?: number;\n}\n",
      },
      fixed: {},
    });
    expect(made.analysis().diagnostics[0]?.manual).toBe(
      "It is optional in src/user.ts:2, and a type around that makes it required; change that type.",
    );
  });

  test("its enum member is widened to the enum, imported from its file", () => {
    checkMarked({
      auth: {
        head: 'import { Role } from "./src/roles";',
        session: drift("session.user.role = enabled ? Role.Admin : Role.Member;"),
      },
      files: {
        "src/roles.ts": "export enum Role {\n  Admin,\n  Member,\n}\n",
        [types]: declaring(
          `{ id: string; ⟦no-mismatched-field⟧role: Role.Admin } & ${base}`,
          'import type { Role } from "../src/roles";',
        ),
      },
      fixed: {
        [types]: declaring(`{ id: string; role: Role } & ${base}`, 'import type { Role } from "../src/roles";'),
      },
    });
  });

  test("it stays in a union whose parts differ", () => {
    checkMarked({
      auth: { session: 'session({ session }) { (session.user as any).id = "1"; return session; }' },
      files: {
        [types]: declaring(
          '{ id: number; kind: "person"; name: string } | { id: bigint; kind: "machine"; name: string }',
        ),
      },
    });
  });
});
