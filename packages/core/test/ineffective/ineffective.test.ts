import ts from "typescript";
import { describe, expect, test } from "vitest";
import { augmentationsOf } from "../../src/declared/augmentations.js";
import { libraries } from "../../src/discover/libraries/index.js";
import { augmentation, types } from "../support/augmentation.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";
import { parsed } from "../support/parsed.js";
import { project } from "../support/project.js";
import { replacedModules } from "../../src/ineffective/replaces-module.js";

const at = "⟦no-ineffective-augmentation⟧";
const stays = "⟦no-ineffective-augmentation!⟧";
const plan = 'session({ session }) { session.plan = "free"; return session; }';
const tokenId = "jwt({ token, user }) { if (user) token.id = user.id; return token; }";
const sessionPlan = "  interface Session {\n    plan: string;\n  }";
const inModule = (specifier: string, body: string): string =>
  `export {};\n\ndeclare module ${specifier} {\n${body}\n}\n`;

describe("a file without import or export", () => {
  test("each such file is reported once, at its first block", () => {
    checkMarked({
      auth: { jwt: tokenId, session: plan },
      files: {
        "types/jwt.d.ts": `declare module ${at}"next-auth/jwt" {\n  interface JWT {\n    id: string;\n  }\n}\n`,
        "types/session.d.ts": `declare module ${at}"next-auth" {\n${sessionPlan}\n}\n\ndeclare module "next-auth/jwt" {\n}\n`,
      },
      fixed: {
        "types/jwt.d.ts":
          'declare module "next-auth/jwt" {\n  interface JWT {\n    id: string;\n  }\n}\n\nexport {};\n',
        "types/session.d.ts": `declare module "next-auth" {\n${sessionPlan}\n}\n\ndeclare module "next-auth/jwt" {\n}\n\nexport {};\n`,
      },
    });
  });

  const manualFor = (others: string): (string | undefined)[] => {
    const file = parsed(`${others}\n\ndeclare module "next-auth" {\n${sessionPlan}\n}\n`);
    return replacedModules(project({}).workspace(), augmentationsOf(ts, file, libraries)).map(({ manual }) => manual);
  };

  test.each([
    ["a module without a body", 'declare module "*.svg";'],
    ["a namespace in a namespace", "declare namespace App.Locals {\n  interface User {}\n}"],
    [
      "a module that imports nothing",
      'declare module "*.css" {\n  const classes: string;\n  export default classes;\n}',
    ],
  ])("such a file leaves nothing to its author beside %s", (_, others) => {
    expect(manualFor(others)).toEqual([undefined]);
  });

  test("the file's imports inside a block are left to its author to move", () => {
    expect(manualFor('declare module "*.mdx" {\n  import type { ReactNode } from "react";\n}')).toEqual([
      "Move the imports out of `declare module` to the top of the file, which makes it a module.",
    ]);
  });
});

const silent: readonly MarkedCase[] = [
  {
    name: "a block without a body",
    auth: { session: plan },
    files: {
      [types]: `${augmentation({ session: ["plan: string"] })}\ndeclare module "next-auth/providers/example";\n`,
    },
  },
  {
    name: "an empty block",
    auth: { session: plan },
    files: { [types]: `${augmentation({ session: ["plan: string"] })}\ndeclare module "next-auth/jwt" {\n}\n` },
  },
  {
    name: "a block that augments a provider",
    auth: { session: plan },
    files: {
      [types]: `${augmentation({ session: ["plan: string"] })}
declare module "next-auth/providers/github" {
  interface GithubProfile {
    team?: string;
  }
}
`,
    },
  },
  {
    name: "a block that augments another copy of the library, which other files import",
    auth: { session: plan },
    files: {
      "next-auth.d.ts": augmentation({ session: ["plan: string"] }),
      "packages/web/types/next-auth.d.ts": augmentation({ session: ["seats: number"] }).replace(
        "export {};",
        'import "next-auth";',
      ),
      "packages/web/node_modules/next-auth/index.d.ts": "export interface Session { expires: string }\n",
    },
    options: { include: ["*.ts", "packages/web/types/*"] },
  },
];

describe("blocks that are not reported:", () => {
  test.each(silent)("$name", (one) => {
    checkMarked(one);
  });
});

describe("a declaration in the wrong module", () => {
  test("it is reported beside one of the same name that takes effect", () => {
    checkMarked({
      auth: {
        jwt: 'jwt({ token, user }) { if (user) token.id = user.id; token.plan = "free"; return token; }',
      },
      files: {
        "types/a.d.ts": augmentation({ token: ["id: string"] }),
        "types/b.d.ts": inModule(`${at}"next-auth"`, "  interface JWT {\n    plan: string;\n  }"),
      },
      fixed: { "types/b.d.ts": augmentation({ token: ["plan: string"] }) },
    });
  });

  test("it moves alone where its block holds declarations of several modules", () => {
    const made = checkMarked({
      auth: { jwt: tokenId, session: plan },
      files: {
        [types]: inModule(
          '"next-auth/core/types"',
          `  interface ${at}Session {\n    plan: string;\n  }\n\n  interface ${at}JWT {\n    id: string;\n  }`,
        ),
      },
    });
    expect(made.analysis().diagnostics.map(({ message }) => message)).toEqual([
      '`Session` declared in "next-auth/core/types" has no effect: it must stand in `declare module "next-auth"`.',
      '`JWT` declared in "next-auth/core/types" has no effect: it must stand in `declare module "next-auth/jwt"`.',
    ]);
    const after = made.fixed().files[types] ?? "";
    expect(after).toContain(`declare module "next-auth" {\n${sessionPlan}\n}\n`);
    expect(after).toContain('declare module "next-auth/jwt" {\n  interface JWT {\n    id: string;\n  }\n}');
    expect(made.fixed().analysis().report.ok).toBe(true);
  });

  test("its specifier is corrected where that is wrong for the whole block", () => {
    const made = checkMarked({
      auth: { session: plan },
      files: {
        [types]: inModule(`${at}"next-auth/jwt"`, `${sessionPlan}\n\n  interface User {\n    team?: string;\n  }`),
      },
      fixed: { [types]: inModule('"next-auth"', `${sessionPlan}\n\n  interface User {\n    team?: string;\n  }`) },
    });
    expect(made.analysis().diagnostics.map(({ message }) => message)).toEqual([
      'Augmenting "next-auth/jwt" has no effect on `Session`, `User`: the specifier that takes effect is "next-auth".',
    ]);
  });

  test("it is not edited outside the project's root", () => {
    const made = checkMarked({
      auth: { head: 'import "../shared/augmentation";', jwt: tokenId },
      files: {
        "../shared/augmentation.d.ts": inModule(`${stays}"next-auth"`, "  interface JWT {\n    id: string;\n  }"),
      },
      fixed: {},
    });
    expect(made.analysis().diagnostics.map(({ manual }) => manual)).toEqual([
      "The file is not this project's to change; change it there.",
    ]);
  });
});

describe("a type alias in place of an interface", () => {
  test("its other bases stay, and only the session's own base brings the user", () => {
    checkMarked({
      auth: { jwt: 'jwt({ token }) { token.user = { id: "1" }; return token; }' },
      files: {
        [types]: inModule(
          '"next-auth/jwt"',
          "  interface Base {\n    seats?: number;\n  }\n\n  type ⟦no-ineffective-augmentation⟧JWT = Base & { user: { id: string } };",
        ),
      },
      fixed: {
        [types]: inModule(
          '"next-auth/jwt"',
          "  interface Base {\n    seats?: number;\n  }\n\n  interface JWT extends Base { user: { id: string } }",
        ),
      },
    });
  });

  test("the base's user stays beside a literal that is not the first member", () => {
    checkMarked({
      auth: {
        session:
          'session({ session, token }) { session.org = { id: "1" }; session.user.id = token.sub!; return session; }',
      },
      files: {
        [types]: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  type ${at}Session = DefaultSession & {
    org: { id: string };
    user: { id: string };
  };
}
`,
      },
      fixed: {
        [types]: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session extends DefaultSession {
    org: { id: string };
    user: { id: string } & DefaultSession["user"];
  }
}
`,
      },
    });
  });

  test.each([
    ["a base alone", "DefaultSession"],
    ["two literals", "{ plan?: string } & { seats?: number }"],
    ["a literal and what no interface can extend", '{ plan?: string } & DefaultSession["user"]'],
    ["a union", "{ plan?: string } | DefaultSession"],
  ])("it is left to its author if it is %s", (_, type) => {
    const made = checkMarked({
      auth: { session: `session({ session }) { return session; }` },
      files: {
        [types]: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  type ${stays}Session = ${type};
}
`,
      },
      fixed: {},
    });
    expect(made.analysis().diagnostics.map(({ message, manual }) => [message, manual])).toEqual([
      [
        "`type Session` does not merge with the library's `Session`, only an interface does: nothing that is declared here takes effect.",
        "Write it as `interface Session { … }`.",
      ],
    ]);
  });

  test("it is reported once if its module is wrong as well", () => {
    const made = checkMarked({
      auth: { jwt: tokenId },
      files: { [types]: inModule('"next-auth"', `  type ${at}JWT = {\n    id: string;\n  };`) },
    });
    expect(made.fixed().fixed().analysis().report.ok).toBe(true);
  });
});
