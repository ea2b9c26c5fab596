import { describe, expect, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

const at = "⟦no-ineffective-augmentation⟧";
const stays = "⟦no-ineffective-augmentation!⟧";
const userId = `session({ session, token }) {
      session.user.id = token.sub!;
      return session;
    }`;
const tokenId = "jwt({ token, user }) { if (user) token.id = user.id; return token; }";
const withUser = (inner: string): string => `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
${inner}
}
`;
const session = `  interface Session {
    user: {
      id: string;
    } & DefaultSession["user"];
  }`;

const notAModule: readonly MarkedCase[] = [
  {
    name: "a file without import or export replaces the module",
    auth: { session: 'session({ session }) { session.plan = "free"; return session; }' },
    files: {
      [types]: `declare module ${at}"next-auth" {
  interface Session {
    plan: string;
    user: { name?: string };
  }
}
`,
    },
    fixed: {
      [types]: `declare module "next-auth" {
  interface Session {
    plan: string;
    user: { name?: string };
  }
}

export {};
`,
    },
  },
  {
    name: "such a file without semicolons and with CRLF",
    auth: { jwt: tokenId },
    files: { [types]: `declare module ${at}'next-auth/jwt' {\r\n\tinterface JWT {\r\n\t\tid: string\r\n\t}\r\n}\r\n` },
    fixed: {
      [types]: `declare module 'next-auth/jwt' {\r\n\tinterface JWT {\r\n\t\tid: string\r\n\t}\r\n}\r\n\r\nexport {}\r\n`,
    },
  },
  {
    name: "its fields are judged as if it took effect",
    auth: {
      session:
        'session({ session }) { session.plan = "free"; ⟦no-undeclared-field⟧session.seats = 3; return session; }',
    },
    files: { [types]: `declare module ${at}"next-auth" {\n  interface Session {\n    plan: string;\n  }\n}\n` },
    fixed: {
      [types]: `declare module "next-auth" {\n  interface Session {\n    plan: string;\n    seats: number;\n  }\n}\n\nexport {};\n`,
    },
  },
];

/** Edits at the end of such a file, where the first fix adds an export. */
const notAModuleAndMore: readonly MarkedCase[] = [
  {
    name: "the last block contradicts the one before",
    auth: {},
    files: {
      [types]: `
declare module ${at}"next-auth" {
  interface Session {
    user: {};
  }
}

declare module "next-auth" {
  interface Session {
    ${at}user: { name?: string | null };
  }
}
`,
    },
    fixed: {
      [types]: `
declare module "next-auth" {
  interface Session {
    user: {
      name?: string | null;
    };
  }
}

export {};
`,
    },
  },
  {
    name: "the last interface belongs into another module",
    auth: { jwt: tokenId },
    files: {
      [types]: `declare module ${at}"next-auth" {
  interface User {
    id: string;
  }

  interface ${at}JWT {
    id: string;
  }
}
`,
    },
    fixed: {
      [types]: `declare module "next-auth" {
  interface User {
    id: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}

export {};
`,
    },
  },
  {
    name: "the last line is a comment that hides nothing",
    auth: { session: 'session({ session }) { session.plan = "free"; return session; }' },
    files: {
      [types]: `declare module ${at}"next-auth" {
  interface Session {
    plan: string;
  }
}
// typed-session-disable-next-line ⟦no-unused-directive⟧no-undeclared-field
`,
    },
    fixed: {
      [types]: 'declare module "next-auth" {\n  interface Session {\n    plan: string;\n  }\n}\n\nexport {};\n',
    },
  },
  {
    name: "the first fix does not hold",
    auth: {},
    files: {
      [types]: `declare module ${stays}"next-auth" {
  export type NextAuthOptions = { providers: never[]; callbacks: object };

  interface Session {
    user: {};
  }
}

declare module "next-auth" {
  interface Session {
    ${stays}user: { name?: string | null };
  }
}
`,
    },
    fixed: {},
  },
];

const wrongModule: readonly MarkedCase[] = [
  {
    name: "JWT beside Session in next-auth",
    auth: { jwt: tokenId, session: userId },
    files: { [types]: withUser(`${session}\n\n  interface ${at}JWT {\n    id: string;\n  }`) },
    fixed: {
      [types]: `${withUser(session).trimEnd()}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`,
    },
  },
  {
    name: "JWT alone in next-auth",
    auth: { jwt: tokenId },
    files: { [types]: `export {};\n\ndeclare module ${at}"next-auth" {\n  interface JWT {\n    id: string;\n  }\n}\n` },
    fixed: { [types]: augmentation({ token: ["id: string"] }) },
  },
  {
    name: "Session in next-auth/jwt, the wrong module",
    auth: { session: 'session({ session }) { session.plan = "free"; return session; }' },
    files: {
      [types]: `export {};\n\ndeclare module ${at}"next-auth/jwt" {\n  interface Session {\n    plan: string;\n  }\n}\n`,
    },
    fixed: { [types]: augmentation({ session: ["plan: string"] }) },
  },
];

const noEffect: readonly MarkedCase[] = ["next-auth/types", "next-auth/core/types", "@auth/core/types"].map(
  (specifier) => ({
    name: specifier,
    auth: { session: 'session({ session }) { session.plan = "free"; return session; }' },
    files: {
      [types]: `export {};\n\ndeclare module ${at}"${specifier}" {\n  interface Session {\n    plan: string;\n  }\n}\n`,
    },
    fixed: { [types]: augmentation({ session: ["plan: string"] }) },
  }),
);

const noEffectOnToken: readonly MarkedCase[] = ["next-auth/jwt/types", "@auth/core/jwt"].map((specifier) => ({
  name: specifier,
  auth: { jwt: tokenId },
  files: {
    [types]: `export {};\n\ndeclare module ${at}"${specifier}" {\n  interface JWT {\n    id: string;\n  }\n}\n`,
  },
  fixed: { [types]: augmentation({ token: ["id: string"] }) },
}));

const aliases: readonly MarkedCase[] = [
  {
    name: "a type alias of a literal",
    auth: { jwt: tokenId },
    files: {
      [types]: `export {};\n\ndeclare module "next-auth/jwt" {\n  type ${at}JWT = {\n    id: string;\n  };\n}\n`,
    },
    fixed: { [types]: `export {};\n\ndeclare module "next-auth/jwt" {\n  interface JWT {\n    id: string;\n  }\n}\n` },
  },
  {
    name: "a type alias of an intersection with the base",
    auth: { session: 'session({ session }) { session.plan = "free"; return session; }' },
    files: { [types]: withUser(`  type ${at}Session = DefaultSession & {\n    plan: string;\n  };`) },
    fixed: { [types]: withUser("  interface Session extends DefaultSession {\n    plan: string;\n  }") },
  },
  {
    name: "a type alias of an intersection with the base and its user",
    auth: { session: userId },
    files: {
      [types]: withUser(`  export type ${at}Session = {\n    user: { id: string };\n  } & DefaultSession;`),
      "page.ts": `import { getServerSession } from "next-auth";
import { authOptions } from "./auth";
export const name = async () => (await getServerSession(authOptions))?.user.name;
`,
    },
    fixed: {
      [types]: withUser(
        '  export interface Session extends DefaultSession {\n    user: { id: string } & DefaultSession["user"];\n  }',
      ),
    },
  },
  {
    name: "a type alias that no interface can express is left to its author",
    auth: { session: 'session({ session }) { ⟦no-undeclared-field!⟧session.plan = "free"; return session; }' },
    files: { [types]: withUser(`  type ${stays}Session = DefaultSession | { plan: string };`) },
    fixed: {},
  },
];

const contradictions: readonly MarkedCase[] = [
  {
    name: "two files that declare user: the second is put into the first",
    auth: {
      session: `session({ session, token }) {
      session.user.id = token.sub!;
      session.user.role = "admin";
      return session;
    }`,
    },
    files: {
      "types/a.d.ts": augmentation({ user: ["id: string"] }),
      "types/b.d.ts": augmentation({ session: ["plan?: string"], user: ["role: string"] }).replace(
        "user:",
        `${at}user:`,
      ),
    },
    fixed: {
      "types/a.d.ts": augmentation({ user: ["id: string", "role: string"] }),
      "types/b.d.ts": augmentation({ session: ["plan?: string"], user: [] }).replace(
        / {4}user: \{\n {4}\} & DefaultSession\["user"\];\n/,
        "",
      ),
    },
  },
  {
    name: "a moved member's types are imported where it goes",
    auth: {
      head: 'import { role } from "./lib/roles";',
      session: `session({ session, token }) {
      session.user.id = token.sub!;
      session.user.role = role();
      return session;
    }`,
    },
    files: {
      "lib/roles.ts": 'export type Role = "admin" | "member";\nexport const role = (): Role => "admin";\n',
      "src/a.d.ts": augmentation({ user: ["id: string"] }),
      "types/b.d.ts": `import type { DefaultSession } from "next-auth";
import type { Role } from "../lib/roles";

declare module "next-auth" {
  interface Session {
    ${at}user: { id: string; role: Role } & DefaultSession["user"];
  }
}
`,
    },
    fixed: {
      "src/a.d.ts": augmentation({ user: ["id: string", "role: Role"] }).replace(
        "\n\n",
        '\nimport type { Role } from "../lib/roles";\n\n',
      ),
      "types/b.d.ts": 'import type { DefaultSession } from "next-auth";\nimport type { Role } from "../lib/roles";\n',
    },
  },
  {
    name: "a member with a type that only its own file knows stays",
    auth: {
      session: `session({ session, token }) {
      session.user.id = token.sub!;
      (session.user as any).role = "admin";
      return session;
    }`,
    },
    files: {
      "types/a.d.ts": augmentation({ user: ["id: string"] }),
      "types/b.d.ts": `import type { DefaultSession } from "next-auth";

type Role = "admin" | "member";
export {};

declare module "next-auth" {
  interface Session {
    ${stays}user: { id: string; role: Role } & DefaultSession["user"];
  }
}
`,
    },
    fixed: {},
  },
  {
    name: "an optional declaration beside a required one is no contradiction",
    auth: { session: userId },
    files: {
      "types/a.d.ts": augmentation({ session: ["seats?: number"], user: ["id: string"] }),
      "types/b.d.ts": augmentation({ session: ["seats?: number"] }),
    },
  },
  {
    name: "two files that declare the same are silent",
    auth: { session: userId },
    files: {
      "types/a.d.ts": augmentation({ user: ["id: string"] }),
      "types/b.d.ts": augmentation({ user: ["id: string"] }),
    },
  },
];

const outside: readonly MarkedCase[] = [
  {
    name: "a file that the tsconfig leaves out",
    auth: { session: userId },
    files: {
      "tsconfig.json": tsconfig('"*.ts"'),
      [types]: augmentation({ user: ["id: string"] }).replace('"next-auth" {', `${at}"next-auth" {`),
    },
    fixed: { "tsconfig.json": tsconfig('"*.ts", "types/next-auth.d.ts"') },
  },
  {
    name: "a file outside the tsconfig that declares nothing missing is silent",
    auth: { session: userId },
    files: {
      "tsconfig.json": tsconfig('"*.ts"'),
      "next-auth.d.ts": augmentation({ user: ["id: string"] }),
      [types]: augmentation({ user: ["id: string"] }),
    },
  },
  {
    name: "a file of another project is silent",
    auth: {
      session: `session({ session, token }) { session.plan = ⟦no-untyped-token!⟧token.plan as string; return session; }`,
    },
    files: {
      "tsconfig.json": tsconfig('"*.ts"'),
      "next-auth.d.ts": augmentation({ session: ["plan: string"] }),
      "other/tsconfig.json": "{}",
      "other/next-auth.d.ts": augmentation({ session: ["plan: string"], token: ["plan: string"] }),
    },
    fixed: {},
  },
];

/** TypeScript takes `auth.d.ts` for the output of `auth.ts`, and no `include` changes that. */
const shadowedFiles: readonly MarkedCase[] = [
  {
    name: "auth.d.ts beside auth.ts, which hides it",
    auth: { session: userId },
    files: { "auth.d.ts": augmentation({ user: ["id: string"] }).replace('"next-auth" {', `${stays}"next-auth" {`) },
    fixed: {},
  },
  {
    name: "auth.d.ts beside auth.ts without a missing field is silent",
    auth: { session: userId },
    files: {
      "auth.d.ts": augmentation({ user: ["id: string"] }),
      "next-auth.d.ts": augmentation({ user: ["id: string"] }),
    },
  },
];

const hiding: readonly MarkedCase[] = [
  {
    name: "next-auth.d.ts in the root, with `baseUrl` set to the root",
    auth: { session: "session({ session }) { return session; }" },
    files: {
      "next-auth.d.ts": augmentation({ session: ["seats?: number"] }).replace('"next-auth"', `${stays}"next-auth"`),
    },
    options: { compilerOptions: { baseUrl: ".", ignoreDeprecations: "6.0" } },
    fixed: {},
  },
  {
    name: "next-auth.d.ts in types/ with such a `baseUrl` is silent",
    auth: { session: "session({ session }) { return session; }" },
    files: { [types]: augmentation({ session: ["seats?: number"] }) },
    options: { compilerOptions: { baseUrl: ".", ignoreDeprecations: "6.0" } },
  },
];

const further: readonly MarkedCase[] = [
  {
    name: "quoted names without effect are found too",
    auth: { session: userId },
    files: {
      [types]: `import type { DefaultSession } from "next-auth";

declare module ${at}"next-auth/types" {
  interface Session {
    "user": { 'id': string } & DefaultSession["user"];
  }
}
`,
    },
    fixed: {
      [types]: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    "user": { 'id': string } & DefaultSession["user"];
  }
}
`,
    },
  },
  {
    name: "quoted names that contradict each other are found",
    auth: { session: 'session({ session }) { session.plan = "free"; return session; }' },
    files: {
      "types/a.d.ts": augmentation({ session: ["plan: string"] }),
      "types/b.d.ts": augmentation({ session: [`${stays}"plan": number`] }),
    },
    fixed: {},
  },
  {
    name: "a type with one optional field more contradicts the other",
    auth: { session: userId },
    files: {
      "types/a.d.ts": augmentation({ user: ["id: string"] }),
      "types/b.d.ts": augmentation({ user: ["id: string", "role?: string"] }).replace("user:", `${at}user:`),
    },
    fixed: {
      "types/a.d.ts": augmentation({ user: ["id: string", "role?: string"] }),
      "types/b.d.ts": 'import type { DefaultSession } from "next-auth";\n',
    },
  },
  {
    name: "a commented-out block of another module stays",
    auth: { session: userId },
    files: {
      [types]: `${augmentation({ user: ["id: string"] })}
// declare module "next-auth/types" {
//   interface Session { plan: string }
// }
`,
    },
  },
  {
    name: "a specifier that runs through node_modules into the wrong module",
    auth: { jwt: tokenId },
    files: {
      [types]: `export {};\n\ndeclare module ${at}"../node_modules/next-auth" {\n  interface JWT {\n    id: string;\n  }\n}\n`,
    },
    fixed: { [types]: augmentation({ token: ["id: string"] }) },
  },
  {
    name: "a specifier that runs through the library's own node_modules",
    auth: { jwt: tokenId },
    files: {
      [types]: `export {};\n\ndeclare module ${at}"next-auth/node_modules/@auth/core/jwt" {\n  interface JWT {\n    id: string;\n  }\n}\n`,
    },
    fixed: { [types]: augmentation({ token: ["id: string"] }) },
  },
  {
    name: "JWT in next-auth, exported and with comments, beside User",
    auth: { jwt: tokenId },
    files: {
      [types]: `export {};

declare module "next-auth" {
  interface User {
    team?: string;
  }

  /** What the cookie holds. */
  export interface ${at}JWT {
    // From the database.
    id: string;
  }
}
`,
    },
    fixed: {
      [types]: `export {};

declare module "next-auth" {
  interface User {
    team?: string;
  }
}

declare module "next-auth/jwt" {
  /** What the cookie holds. */
  export interface JWT {
    // From the database.
    id: string;
  }
}
`,
    },
  },
  {
    name: "JWT first in next-auth, and comments about something else",
    auth: { jwt: tokenId },
    files: {
      [types]: `// Written by the office.

import "next-auth";

// Types of the session.

declare module "next-auth" {
  interface ${at}JWT {
    id: string;
  }

  // User has more to come.

  interface User {
    team?: string;
  }
}
`,
    },
    fixed: {
      [types]: `// Written by the office.

import "next-auth";

// Types of the session.

declare module "next-auth" {
  // User has more to come.

  interface User {
    team?: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`,
    },
  },
  {
    name: "a file without import or export, beside `declare global`",
    auth: { session: 'session({ session }) { session.plan = "free"; return session; }' },
    files: {
      "types/global.d.ts": `declare global {
  interface Window {
    build: string;
  }
}

declare module ${at}"next-auth" {
  interface Session {
    plan: string;
  }
}
`,
    },
    fixed: {
      "types/global.d.ts": `declare global {
  interface Window {
    build: string;
  }
}

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}

export {};
`,
    },
  },
];

function tsconfig(include: string): string {
  return `{
  // The project's own.
  "compilerOptions": {
    "target": "es2022",
    "lib": ["es2022"],
    "types": [],
    "module": "esnext",
    "moduleResolution": "bundler",
    "strict": true,
    "skipLibCheck": true,
    "noEmit": true
  },
  "include": [${include}]
}
`;
}

function tests(title: string, cases: readonly MarkedCase[]): void {
  describe(`no-ineffective-augmentation: ${title}`, () => {
    for (const one of cases) {
      test(one.name, () => {
        checkMarked(one);
      });
    }
  });
}

tests("the file is no module", notAModule);
tests("the file is no module, and has more to fix", notAModuleAndMore);
tests("the interface belongs to another module", wrongModule);
tests("the specifier has no effect on Session", noEffect);
tests("the specifier has no effect on JWT", noEffectOnToken);
tests("type instead of interface", aliases);
tests("two declarations that disagree", contradictions);
tests("the file is in no program", outside);

tests("the file is left out because of another of its name", shadowedFiles);
tests("the file hides the library", hiding);
tests("further forms", further);

test("no-ineffective-augmentation: an import inside the only block is left to its author to move", () => {
  const made = checkMarked({
    auth: { session: userId },
    files: {
      [types]: `declare module ${stays}"next-auth" {
  import type { DefaultSession } from "next-auth";

  interface Session {
    user: { id: string } & DefaultSession["user"];
  }
}
`,
    },
    fixed: {},
  });
  expect(made.analysis().diagnostics.map(({ manual }) => manual)).toEqual([
    "Move the imports out of `declare module` to the top of the file, which makes it a module.",
  ]);
});
