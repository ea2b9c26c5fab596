import { describe, test } from "vitest";
import { augmentation } from "../support/augmentation.js";
import { checkMarked, type MarkedProject } from "../support/marked-project.js";

const types = "types/next-auth.d.ts";
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

const notAModule: readonly MarkedProject[] = [
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
    name: "without semicolons and with CRLF",
    auth: { jwt: tokenId },
    files: { [types]: `declare module ${at}'next-auth/jwt' {\r\n\tinterface JWT {\r\n\t\tid: string\r\n\t}\r\n}\r\n` },
    fixed: {
      [types]: `declare module 'next-auth/jwt' {\r\n\tinterface JWT {\r\n\t\tid: string\r\n\t}\r\n}\r\n\r\nexport {}\r\n`,
    },
  },
  {
    name: "what it declares is judged as if it took effect",
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

const wrongModule: readonly MarkedProject[] = [
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
    name: "Session in next-auth/jwt",
    auth: { session: 'session({ session }) { session.plan = "free"; return session; }' },
    files: {
      [types]: `export {};\n\ndeclare module ${at}"next-auth/jwt" {\n  interface Session {\n    plan: string;\n  }\n}\n`,
    },
    fixed: { [types]: augmentation({ session: ["plan: string"] }) },
  },
];

const noEffect: readonly MarkedProject[] = ["next-auth/types", "next-auth/core/types", "@auth/core/types"].map(
  (specifier) => ({
    name: specifier,
    auth: { session: 'session({ session }) { session.plan = "free"; return session; }' },
    files: {
      [types]: `export {};\n\ndeclare module ${at}"${specifier}" {\n  interface Session {\n    plan: string;\n  }\n}\n`,
    },
    fixed: { [types]: augmentation({ session: ["plan: string"] }) },
  }),
);

const noEffectOnToken: readonly MarkedProject[] = ["next-auth/jwt/types", "@auth/core/jwt"].map((specifier) => ({
  name: specifier,
  auth: { jwt: tokenId },
  files: {
    [types]: `export {};\n\ndeclare module ${at}"${specifier}" {\n  interface JWT {\n    id: string;\n  }\n}\n`,
  },
  fixed: { [types]: augmentation({ token: ["id: string"] }) },
}));

const aliases: readonly MarkedProject[] = [
  {
    name: "a literal",
    auth: { jwt: tokenId },
    files: {
      [types]: `export {};\n\ndeclare module "next-auth/jwt" {\n  type ${at}JWT = {\n    id: string;\n  };\n}\n`,
    },
    fixed: { [types]: `export {};\n\ndeclare module "next-auth/jwt" {\n  interface JWT {\n    id: string;\n  }\n}\n` },
  },
  {
    name: "an intersection with the base",
    auth: { session: 'session({ session }) { session.plan = "free"; return session; }' },
    files: { [types]: withUser(`  type ${at}Session = DefaultSession & {\n    plan: string;\n  };`) },
    fixed: { [types]: withUser("  interface Session extends DefaultSession {\n    plan: string;\n  }") },
  },
  {
    name: "one that no interface can express is left to its author",
    auth: { session: 'session({ session }) { ⟦no-undeclared-field!⟧session.plan = "free"; return session; }' },
    files: { [types]: withUser(`  type ${stays}Session = DefaultSession | { plan: string };`) },
    fixed: {},
  },
];

const contradictions: readonly MarkedProject[] = [
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
    name: "two files that declare the same say nothing wrong",
    auth: { session: userId },
    files: {
      "types/a.d.ts": augmentation({ user: ["id: string"] }),
      "types/b.d.ts": augmentation({ user: ["id: string"] }),
    },
  },
];

const outside: readonly MarkedProject[] = [
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
    name: "one that declares nothing that is missing is no concern of ours",
    auth: { session: userId },
    files: {
      "tsconfig.json": tsconfig('"*.ts"'),
      "next-auth.d.ts": augmentation({ user: ["id: string"] }),
      [types]: augmentation({ user: ["id: string"] }),
    },
  },
  {
    name: "one of another project",
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

function tests(title: string, cases: readonly MarkedProject[]): void {
  describe(`no-ineffective-augmentation: ${title}`, () => {
    for (const one of cases) {
      test(one.name, () => {
        checkMarked(one);
      });
    }
  });
}

tests("the file is no module", notAModule);
tests("the interface belongs to another module", wrongModule);
tests("the specifier has no effect on Session", noEffect);
tests("the specifier has no effect on JWT", noEffectOnToken);
tests("type instead of interface", aliases);
tests("two declarations that disagree", contradictions);
tests("the file is in no program", outside);
