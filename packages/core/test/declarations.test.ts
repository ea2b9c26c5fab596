import { describe, expect, test } from "vitest";
import { checkMarked } from "./support/marked-project.js";
import { project } from "./support/project.js";
import { authFile, helpers } from "./support/auth-file.js";

const types = "types/next-auth.d.ts";

/** Callbacks that assign `session.user.id` and `session.user.role`, and `session.plan` where `plan` is set. */
const session = `session({ session, token }) {
      session.user.id = token.sub!;
      ⟦no-undeclared-field⟧session.user.role = "admin";
      return session;
    }`;

interface Form {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Each declares `id` in some form, and must declare `role` as well afterwards. */
const userForms: readonly Form[] = [
  {
    name: '{ … } & DefaultSession["user"]',
    before: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
    } & DefaultSession["user"];
  }
}
`,
    after: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      role: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: 'DefaultSession["user"] & { … }',
    before: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: DefaultSession["user"] & {
      id: string;
    };
  }
}
`,
    after: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: DefaultSession["user"] & {
      id: string;
      role: string;
    };
  }
}
`,
  },
  {
    name: "a plain literal",
    before: `import "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      name?: string | null;
      email?: string | null;
    };
  }
}
`,
    after: `import "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      name?: string | null;
      email?: string | null;
      role: string;
    };
  }
}
`,
  },
  {
    name: "an own interface",
    before: `import "next-auth";

interface AppUser {
  id: string;
  name?: string | null;
}

declare module "next-auth" {
  interface Session {
    user: AppUser;
  }
}
`,
    after: `import "next-auth";

interface AppUser {
  id: string;
  name?: string | null;
  role: string;
}

declare module "next-auth" {
  interface Session {
    user: AppUser;
  }
}
`,
  },
  {
    name: "an own type alias, intersected",
    before: `import type { DefaultSession } from "next-auth";

type AppUser = { id: string };

declare module "next-auth" {
  interface Session {
    user: AppUser & DefaultSession["user"];
  }
}
`,
    after: `import type { DefaultSession } from "next-auth";

type AppUser = { id: string; role: string };

declare module "next-auth" {
  interface Session {
    user: AppUser & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "User & { … }",
    before: `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: User & {
      team?: string;
    };
  }
}
`,
    after: `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: User & {
      team?: string;
      role: string;
    };
  }
}
`,
  },
  {
    name: "User alone",
    before: `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: User;
  }
}
`,
    after: `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: User & {
      role: string;
    };
  }
}
`,
  },
  {
    name: "user is optional",
    before: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user?: {
      id: string;
    } & DefaultSession["user"];
  }
}
`,
    after: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user?: {
      id: string;
      role: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "on one line",
    before: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session { user: { id: string } & DefaultSession["user"] }
}
`,
    after: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session { user: { id: string; role: string } & DefaultSession["user"] }
}
`,
  },
  {
    name: "on one line, each member ended",
    before: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session extends DefaultSession { user: { id: string; } & DefaultSession["user"]; }
}
`,
    after: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session extends DefaultSession { user: { id: string; role: string; } & DefaultSession["user"]; }
}
`,
  },
  {
    name: "tabs, single quotes, no semicolons",
    before: `import type { DefaultSession } from 'next-auth'

declare module 'next-auth' {
	interface Session {
		user: {
			id: string
		} & DefaultSession['user']
	}
}
`,
    after: `import type { DefaultSession } from 'next-auth'

declare module 'next-auth' {
	interface Session {
		user: {
			id: string
			role: string
		} & DefaultSession['user']
	}
}
`,
  },
  {
    name: "commas, four spaces",
    before: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
    interface Session {
        user: {
            id: string,
        } & DefaultSession["user"],
    }
}
`,
    after: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
    interface Session {
        user: {
            id: string,
            role: string,
        } & DefaultSession["user"],
    }
}
`,
  },
  {
    name: "a last member without its end",
    before: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      team?: string;
      id: string
    } & DefaultSession["user"];
  }
}
`,
    after: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      team?: string;
      id: string;
      role: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "CRLF",
    before:
      'import type { DefaultSession } from "next-auth";\r\n\r\ndeclare module "next-auth" {\r\n  interface Session {\r\n    user: {\r\n      id: string;\r\n    } & DefaultSession["user"];\r\n  }\r\n}\r\n',
    after:
      'import type { DefaultSession } from "next-auth";\r\n\r\ndeclare module "next-auth" {\r\n  interface Session {\r\n    user: {\r\n      id: string;\r\n      role: string;\r\n    } & DefaultSession["user"];\r\n  }\r\n}\r\n',
  },
  {
    name: "trailing comments and comments inside",
    before: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      /** The database's key. */
      id: string; // never changes
      // role: UserRole
    } & DefaultSession["user"];
  }
}
`,
    after: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      /** The database's key. */
      id: string; // never changes
      role: string;
      // role: UserRole
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "quoted names",
    before: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    "user": {
      "id": string;
    } & DefaultSession["user"];
  }
}
`,
    after: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    "user": {
      "id": string;
      role: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "export declare module",
    before: `import type { DefaultSession } from "next-auth";

export declare module "next-auth" {
  interface Session {
    user: {
      id: string;
    } & DefaultSession["user"];
  }
}
`,
    after: `import type { DefaultSession } from "next-auth";

export declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      role: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "a block that is commented out stands before it",
    before: `import type { DefaultSession } from "next-auth";

// declare module "next-auth" {
//   interface Session { user: { id: number } }
// }

/*
declare module "next-auth" {
  interface Session {
    user: { id: boolean };
  }
}
*/
declare module "next-auth" {
  interface Session {
    user: {
      id: string;
    } & DefaultSession["user"];
  }
}
`,
    after: `import type { DefaultSession } from "next-auth";

// declare module "next-auth" {
//   interface Session { user: { id: number } }
// }

/*
declare module "next-auth" {
  interface Session {
    user: { id: boolean };
  }
}
*/
declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      role: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "null beside the literal",
    before: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session extends DefaultSession {
    user: ({
      id: string;
    } & DefaultSession["user"]) | undefined;
  }
}
`,
    after: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session extends DefaultSession {
    user: ({
      id: string;
      role: string;
    } & DefaultSession["user"]) | undefined;
  }
}
`,
  },
];

/** Each declares nothing of the user, and must declare `id` and `role` afterwards. */
const bareForms: readonly Form[] = [
  {
    name: 'DefaultSession["user"] alone',
    before: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: DefaultSession["user"];
  }
}
`,
    after: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      role: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "interface Session extends DefaultSession",
    before: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session extends DefaultSession {
    plan?: string;
  }
}
`,
    after: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session extends DefaultSession {
    plan?: string;
    user: {
      id: string;
      role: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "an empty interface",
    before: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session extends DefaultSession {}
}
`,
    after: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session extends DefaultSession {
    user: {
      id: string;
      role: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "top-level fields only, the base not yet imported",
    before: `import "next-auth";

declare module "next-auth" {
  interface Session {
    plan?: string;
  }
}
`,
    after: `import "next-auth";
import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    plan?: string;
    user: {
      id: string;
      role: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "something else is imported from next-auth",
    before: `import type { Account } from "next-auth";

declare module "next-auth" {
  interface Session {
    via?: Account["provider"];
  }
}
`,
    after: `import type { Account, DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    via?: Account["provider"];
    user: {
      id: string;
      role: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "the module's block holds another interface",
    before: `import "next-auth";

declare module "next-auth" {
  interface User {
    team?: string;
  }
}
`,
    after: `import "next-auth";
import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface User {
    team?: string;
  }

  interface Session {
    user: {
      id: string;
      role: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "JWT alone",
    before: `import "next-auth/jwt";

declare module "next-auth/jwt" {
  interface JWT {
    kind?: string;
  }
}
`,
    after: `import "next-auth/jwt";
import type { DefaultSession } from "next-auth";

declare module "next-auth/jwt" {
  interface JWT {
    kind?: string;
  }
}

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      role: string;
    } & DefaultSession["user"];
  }
}
`,
  },
];

describe("a field is added to session.user as its project declares it", () => {
  for (const { name, before, after } of userForms) {
    test(name, () => {
      checkMarked({ name, auth: { session }, files: { [types]: before }, fixed: { [types]: after } });
    });
  }
});

describe("session.user is declared where its project declares the session", () => {
  const undeclared = session.replace("session.user.id", "⟦no-undeclared-field⟧session.user.id");
  for (const { name, before, after } of bareForms) {
    test(name, () => {
      checkMarked({ name, auth: { session: undeclared }, files: { [types]: before }, fixed: { [types]: after } });
    });
  }
});

describe("where a declaration goes", () => {
  const write = 'session({ session }) { ⟦no-undeclared-field⟧session.plan = "free"; return session; }';
  const created = `export {};

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}
`;

  test("into the block in the auth file itself", () => {
    const auth = authFile({
      head: '\ndeclare module "next-auth" {\n  interface Session {\n    seats?: number;\n  }\n}',
      session: write,
    });
    checkMarked({
      name: "",
      files: { "auth.ts": auth, "helpers.ts": helpers },
      fixed: {
        "auth.ts": auth
          .replace(/⟦.*⟧/, "")
          .replace("    seats?: number;\n", "    seats?: number;\n    plan: string;\n"),
      },
    });
  });

  test.each(["types", "src/types", "@types"])("into the folder where the project keeps its types: %s", (folder) => {
    checkMarked({
      name: "",
      auth: { session: write },
      files: { [`${folder}/global.d.ts`]: "declare const build: string;\n" },
      fixed: { [`${folder}/next-auth.d.ts`]: created },
    });
  });

  test("into the root, where there is no such folder", () => {
    checkMarked({ name: "", auth: { session: write }, fixed: { "next-auth.d.ts": created } });
  });

  test("not into the root where that would hide the library itself", () => {
    checkMarked({
      name: "",
      auth: { session: write },
      options: { compilerOptions: { baseUrl: ".", ignoreDeprecations: "6.0" } },
      fixed: { "types/next-auth.d.ts": created },
    });
  });

  test("where the tsconfig includes it", () => {
    const files = { "src/auth.ts": authFile({ session: write }), "src/helpers.ts": helpers };
    checkMarked({
      name: "",
      files,
      options: { include: ["src"] },
      fixed: { "src/types/next-auth.d.ts": created },
    });
  });

  test("nowhere, when the tsconfig includes no place for it", () => {
    const made = project(
      { "auth.ts": authFile({ session: write.replace(/⟦.*⟧/, "") }), "helpers.ts": helpers },
      { include: ["auth.ts", "helpers.ts"] },
    );
    const [found] = made.analysis().diagnostics;
    expect(found).toMatchObject({ rule: "no-undeclared-field", fixable: false });
    expect(found?.manual).toMatch(/tsconfig/);
    expect(made.analysis().fix.changes).toEqual([]);
  });

  test("in the auth file's own style", () => {
    checkMarked({
      name: "",
      files: {
        "auth.ts":
          "import type { NextAuthOptions } from 'next-auth'\n\nexport const authOptions: NextAuthOptions = {\n\tproviders: [],\n\tcallbacks: {\n\t\tsession({ session, token }) {\n\t\t\t⟦no-undeclared-field⟧session.user.id = token.sub!\n\t\t\treturn session\n\t\t},\n\t},\n}\n",
      },
      fixed: {
        "next-auth.d.ts":
          "import type { DefaultSession } from 'next-auth'\n\ndeclare module 'next-auth' {\n\tinterface Session {\n\t\tuser: {\n\t\t\tid: string\n\t\t} & DefaultSession['user']\n\t}\n}\n",
      },
    });
  });
});

describe("how a type is written there", () => {
  const declaring = (member: string, ...imports: string[]): string =>
    `${imports.length > 0 ? imports.map((line) => `${line}\n`).join("") : "export {};\n"}
declare module "next-auth" {
  interface Session {
    ${member};
  }
}
`;
  const roles = `export type Role = "admin" | "member";
export enum Plan { Free, Pro }
export interface Org { id: string; owner: { name: string } }
export class Team { constructor(readonly name: string) {} }
type Hidden = { secret: true };
export const hidden: Hidden = { secret: true };
export const role = (): Role => "admin";
export const org = (): Org => ({ id: "1", owner: { name: "Ann" } });
`;
  const cases: readonly (readonly [name: string, value: string, head: string, text: string])[] = [
    [
      "an alias",
      "role()",
      'import { role } from "./lib/roles";',
      declaring("value: Role", 'import type { Role } from "../lib/roles";'),
    ],
    [
      "an enum",
      "Plan.Free",
      'import { Plan } from "./lib/roles";',
      declaring("value: Plan", 'import type { Plan } from "../lib/roles";'),
    ],
    [
      "an interface",
      "org()",
      'import { org } from "./lib/roles";',
      declaring("value: Org", 'import type { Org } from "../lib/roles";'),
    ],
    [
      "a class",
      'new Team("a")',
      'import { Team } from "./lib/roles";',
      declaring("value: Team", 'import type { Team } from "../lib/roles";'),
    ],
    [
      "an array of an interface",
      "[org()]",
      'import { org } from "./lib/roles";',
      declaring("value: Org[]", 'import type { Org } from "../lib/roles";'),
    ],
    [
      "a generic of an alias",
      "new Map([[1, role()]])",
      'import { role } from "./lib/roles";',
      declaring("value: Map<number, Role>", 'import type { Role } from "../lib/roles";'),
    ],
    [
      "an alias that is not exported",
      "hidden",
      'import { hidden } from "./lib/roles";',
      declaring("value: { secret: true }"),
    ],
    [
      "a part of an interface",
      "org().owner",
      'import { org } from "./lib/roles";',
      declaring("value: { name: string }"),
    ],
    [
      "a union of objects",
      'enabled ? { a: 1 } : { b: "b" }',
      "",
      declaring("value: { a: number; b?: undefined } | { b: string; a?: undefined }"),
    ],
    ["a tuple", '[1, "a"] as [number, string]', "", declaring("value: [number, string]")],
    ["a readonly array", "list", "", declaring("value: readonly string[]")],
    [
      "a bigint and a symbol-free object",
      "{ big: 1n, deep: { on: true } }",
      "",
      declaring("value: { big: bigint; deep: { on: boolean } }"),
    ],
  ];
  for (const [name, value, head, text] of cases) {
    test(name, () => {
      checkMarked({
        name,
        auth: {
          head,
          session: `session({ session }) { ⟦no-undeclared-field⟧session.value = ${value}; return session; }`,
        },
        files: { "lib/roles.ts": roles, "types/global.d.ts": "declare const build: string;\n" },
        // Whether the value comes through JSON has no part in how its type is written.
        options: { analyze: { rules: { "no-unserializable-field": "off" } } },
        fixed: { [types]: text },
      });
    });
  }

  test("nothing is printed as any", () => {
    const made = project({
      "auth.ts": authFile({
        head: "declare const anything: any;",
        session: "session({ session }) { session.value = anything; session.list = [anything]; return session; }",
      }),
      "helpers.ts": helpers,
    });
    for (const { after } of made.analysis().fix.changes) expect(after).not.toMatch(/\bany\b/);
  });
});
