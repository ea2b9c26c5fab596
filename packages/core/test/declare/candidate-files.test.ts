import { describe, expect, test } from "vitest";
import { augmentation } from "../support/augmentation.js";
import { authFile, helpers } from "../support/auth-file.js";
import { beforeAndAfter } from "../support/marked-edits.js";
import { checkMarked } from "../support/marked-project.js";
import { project } from "../support/project.js";

const plan = 'session({ session }) { ⟦no-undeclared-field⟧session.plan = "free"; return session; }';
const tokenPlan = 'jwt({ token }) { ⟦no-untyped-token⟧token.plan = "free"; return token; }';

interface Case {
  readonly name: string;
  readonly session?: string;
  readonly jwt?: string;
  /** By file; `⟨…⟩` is what the fix adds. */
  readonly files: Readonly<Record<string, string>>;
}

const declaresSession = `import "next-auth";

declare module "next-auth" {
  interface Session {
    seats?: number;⟨
    plan: string;⟩
  }
}
`;

const cases: readonly Case[] = [
  ...[
    "types/auth.d.ts",
    "types/nuxt-auth.d.ts",
    "src/types/index.d.ts",
    "src/@types/next-auth.d.ts",
    "lib/augment.ts",
  ].map((file) => ({ name: `the file that declares it: ${file}`, session: plan, files: { [file]: declaresSession } })),
  {
    name: "the one of several files that declares the interface",
    session: plan,
    files: {
      "a.d.ts": 'import "next-auth";\n\ndeclare module "next-auth" {\n  interface User {\n    team?: string;\n  }\n}\n',
      "session.d.ts": declaresSession,
      "types/next-auth.d.ts": augmentation({ token: ["kind?: string"] }),
    },
  },
  {
    name: "the one with a block of the same module, where none declares the interface",
    jwt: tokenPlan,
    files: {
      "a.d.ts": augmentation({ session: ["seats?: number"] }),
      "types/next-auth.d.ts": `import "next-auth/jwt";

declare module "next-auth/jwt" {
  // interface JWT { plan?: string }⟨

  interface JWT {
    plan: string;
  }⟩
}
`,
    },
  },
  {
    name: "the first that augments the library, where none holds such a block",
    jwt: tokenPlan,
    files: {
      "types/next-auth.d.ts": `${augmentation({ session: ["seats?: number"] })}⟨
declare module "next-auth/jwt" {
  interface JWT {
    plan: string;
  }
}
⟩`,
      "unrelated/global.d.ts": "declare const build: string;\n",
    },
  },
  {
    name: "an empty block on one line",
    session: plan,
    files: {
      "types/next-auth.d.ts": `import "next-auth";

declare module "next-auth" {⟨
  interface Session {
    plan: string;
  }
⟩}
`,
    },
  },
  {
    name: "a block on one line that holds another interface",
    session: plan,
    files: {
      "types/next-auth.d.ts": `import "next-auth";

declare module "next-auth" { interface User { team?: string }⟪ ⟫⟨

  interface Session {
    plan: string;
  }
⟩}
`,
    },
  },
  {
    name: "a generic global.d.ts with other content, in its style",
    session: plan,
    files: {
      "global.d.ts": `import 'next-auth'

declare global {
	interface Window {
		dataLayer: unknown[]
	}
}

declare module '*.svg' {
	const url: string
	export default url
}

declare module 'next-auth' {
	interface Session {
		seats?: number⟨
		plan: string⟩
	}
}

declare module 'next-auth/jwt' {
	interface JWT {
		kind?: string
	}
}

export type Maybe<T> = T | undefined
`,
    },
  },
  {
    name: "a types.d.ts with other content that augments User only",
    session: plan,
    files: {
      "types.d.ts": `import type { User as AuthUser } from "next-auth";

export interface Page {
  user: AuthUser;
}

declare module "next-auth" {
  interface User {
    team?: string;
  }⟨

  interface Session {
    plan: string;
  }⟩
}

export interface Post {
  title: string;
}
`,
    },
  },
  {
    name: "a new file instead of one whose block is commented out",
    session: plan,
    files: {
      "types/next-auth.d.ts":
        '// declare module "next-auth" {\n//   interface Session {\n//     plan: string;\n//   }\n// }\nexport {};\n',
      "next-auth.d.ts": `⟨${augmentation({ session: ["plan: string"] })}⟩`,
    },
  },
  {
    name: "a new file instead of one that is generated",
    session: plan,
    files: {
      ".nuxt/types/auth.d.ts": augmentation({ session: ["seats?: number"] }),
      "next-auth.d.ts": `⟨${augmentation({ session: ["plan: string"] })}⟩`,
    },
  },
];

describe("the place of a new declaration:", () => {
  for (const { name, session, jwt, files } of cases) {
    test(name, () => {
      const texts = Object.entries(files).map(([file, text]) => ({ file, ...beforeAndAfter(text) }));
      checkMarked({
        auth: { ...(session !== undefined && { session }), ...(jwt !== undefined && { jwt }) },
        files: Object.fromEntries(
          texts.filter(({ before }) => before !== "").map(({ file, before }) => [file, before]),
        ),
        fixed: Object.fromEntries(
          texts.filter(({ before, after }) => before !== after).map(({ file, after }) => [file, after]),
        ),
      });
    });
  }
});

describe("a session declared in the auth file", () => {
  const head = (members: string): string =>
    `\ndeclare module "next-auth" {\n  interface Session {\n    user: { ${members} } & DefaultSession["user"];\n  }\n}`;
  const authWith = (members: string, session: string): string =>
    authFile({ head: head(members), session }).replace("{ NextAuthOptions }", "{ DefaultSession, NextAuthOptions }");
  const session = (write: string): string => `session({ session, token }) {
      session.user.id = token.sub!;
      ${write}return session;
    }`;

  test("the same declaration again in types/ is not reported", () => {
    checkMarked({
      files: {
        "auth.ts": authWith("id: string", session("")),
        "helpers.ts": helpers,
        "types/next-auth.d.ts": augmentation({ user: ["id: string"] }),
      },
    });
  });

  test("the declaration that the program reads first wins and takes the other's fields", () => {
    const auth = authWith("id: string", session('session.user.role = "admin"; '));
    checkMarked({
      files: {
        "auth.ts": auth,
        "helpers.ts": helpers,
        "types/next-auth.d.ts": augmentation({
          user: ["id: string", "role: string"],
          token: ["kind?: string"],
        }).replace("user:", "⟦no-ineffective-augmentation⟧user:"),
      },
      fixed: {
        "auth.ts": auth.replace("{ id: string }", "{ id: string; role: string }"),
        "types/next-auth.d.ts": `import type { DefaultSession } from "next-auth";

declare module "next-auth/jwt" {
  interface JWT {
    kind?: string;
  }
}
`,
      },
    });
  });

  test("a field in both declarations is corrected in both", () => {
    const auth = (type: string): string =>
      authFile({
        head: `\ndeclare module "next-auth" {\n  interface Session {\n    level: ${type};\n  }\n}`,
        session: "session({ session }) { (session as any).level = 3; return session; }",
      });
    checkMarked({
      files: {
        "auth.ts": auth("string").replace("level:", "⟦no-mismatched-field⟧level:"),
        "helpers.ts": helpers,
        "types/next-auth.d.ts": augmentation({ session: ["level: string"] }),
      },
      // The cast is only there to let it compile before the field is retyped.
      options: { analyze: { rules: { "no-callback-cast": "off" } } },
      fixed: { "auth.ts": auth("number"), "types/next-auth.d.ts": augmentation({ session: ["level: number"] }) },
    });
  });
});

describe("a declaration outside the project's root", () => {
  const tsconfig = `{
  "compilerOptions": { "target": "es2022", "lib": ["es2022"], "types": [], "module": "esnext", "moduleResolution": "bundler", "strict": true, "skipLibCheck": true, "noEmit": true, "paths": { "next-auth": ["./node_modules/next-auth"] } },
  "files": ["auth.ts", "helpers.ts", "../shared/next-auth.d.ts"],
  "include": ["*.ts", "types/*.ts"]
}
`;
  const outside = "../shared/next-auth.d.ts";
  const user = (write: string): string => `session({ session, token }) {
      session.user.id = token.sub!;
      ${write}
      return session;
    }`;
  const made = (session: string, shared: string): ReturnType<typeof project> =>
    project({
      "tsconfig.json": tsconfig,
      "auth.ts": authFile({ session }),
      "helpers.ts": helpers,
      [outside]: shared,
    });

  test("a field of the session is declared in the project itself", () => {
    const { fix } = made(plan.replace(/⟦.*⟧/, ""), augmentation({ session: ["seats?: number"] })).analysis();
    expect(fix.changes.map(({ fileName, after }) => [fileName.split("/").at(-1), after])).toEqual([
      ["next-auth.d.ts", augmentation({ session: ["plan: string"] })],
    ]);
    expect(fix.changes[0]?.before).toBeUndefined();
  });

  test("a field of a user declared there is left to the author", () => {
    const { diagnostics, fix } = made(
      user('session.user.role = "admin";'),
      augmentation({ user: ["id: string"] }),
    ).analysis();
    expect(fix.changes).toEqual([]);
    expect(diagnostics.map(({ rule, fixable, manual }) => ({ rule, fixable, manual }))).toEqual([
      {
        rule: "no-undeclared-field",
        fixable: false,
        manual:
          "`user` is declared in ../shared/next-auth.d.ts:5, which is not this project's to change; add the field there.",
      },
    ]);
  });

  test("a field declared there is neither changed nor removed", () => {
    const { diagnostics, fix } = made(user(""), augmentation({ user: ["id: string", "role: string"] })).analysis();
    expect(fix.changes).toEqual([]);
    expect(diagnostics.map(({ rule, file, fixable, manual }) => ({ rule, file, fixable, manual }))).toEqual([
      {
        rule: "no-unassigned-field",
        file: outside,
        fixable: false,
        manual: "It is declared in ../shared/next-auth.d.ts:7, which is not this project's to change.",
      },
    ]);
  });

  test("an own type there is not extended, its field stands beside it", () => {
    const shared = "../shared/user.ts";
    const { fix } = project({
      "tsconfig.json": tsconfig,
      "auth.ts": authFile({ session: user('session.user.role = "admin";') }),
      "helpers.ts": helpers,
      [shared]: "export interface AppUser {\n  id: string;\n}\n",
      "types/next-auth.d.ts": `import type { AppUser } from "../${shared.replace(".ts", "")}";

declare module "next-auth" {
  interface Session {
    user: AppUser;
  }
}
`,
    }).analysis();
    expect(fix.changes.map(({ fileName, after }) => [fileName.split("/").at(-1), after])).toEqual([
      [
        "next-auth.d.ts",
        `import type { AppUser } from "../../shared/user";

declare module "next-auth" {
  interface Session {
    user: AppUser & {
      role: string;
    };
  }
}
`,
      ],
    ]);
  });

  test("an ineffective augmentation there is not edited", () => {
    for (const shared of [
      'declare module "next-auth" {\n  interface Session {\n    plan: string;\n  }\n}\n',
      augmentation({ session: ["plan: string"] }).replace('"next-auth"', '"next-auth/types"'),
    ]) {
      const { diagnostics, fix } = made(plan.replace(/⟦.*⟧/, ""), shared).analysis();
      expect(fix.changes).toEqual([]);
      expect(diagnostics.map(({ rule, file, fixable, manual }) => ({ rule, file, fixable, manual }))).toEqual([
        {
          rule: "no-ineffective-augmentation",
          file: outside,
          fixable: false,
          manual: "The file is not this project's to change; change it there.",
        },
      ]);
    }
  });
});

describe("a generated declaration", () => {
  const generated = ".nuxt/types/auth.d.ts";

  test("a field of a generated user is left to the author", () => {
    const made = checkMarked({
      auth: {
        session: `session({ session, token }) {
      session.user.id = token.sub!;
      ⟦no-undeclared-field!⟧session.user.role = "admin";
      return session;
    }`,
      },
      files: { [generated]: augmentation({ user: ["id: string"] }) },
      fixed: {},
    });
    expect(made.analysis().diagnostics.map(({ manual }) => manual)).toEqual([
      "`user` is declared in .nuxt/types/auth.d.ts:5, which is not this project's to change; add the field there.",
    ]);
  });

  test("a generated field that nothing assigns is not reported", () => {
    checkMarked({
      auth: { session: "session({ session }) { return session; }" },
      files: { [generated]: augmentation({ session: ["plan: string"], user: ["id: string"] }) },
    });
  });
});
