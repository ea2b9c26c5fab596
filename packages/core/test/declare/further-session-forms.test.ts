import { describe, expect, test } from "vitest";
import { types } from "../support/augmentation.js";
import { authFile, helpers } from "../support/auth-file.js";
import { beforeAndAfter } from "../support/marked-edits.js";
import { checkMarked } from "../support/marked-project.js";

const plan = 'session({ session }) { ⟦no-undeclared-field⟧session.plan = "free"; return session; }';
const role = 'session({ session }) { ⟦no-undeclared-field⟧session.user.role = "admin"; return session; }';

interface Form {
  readonly name: string;
  readonly session: string;
  /** By file; `⟨…⟩` is what the fix adds, `⟪…⟫` what it removes. */
  readonly files: Readonly<Record<string, string>>;
}

const forms: readonly Form[] = [
  {
    name: "an own base interface in another file, with the new field in Session",
    session: plan,
    files: {
      [types]: `import type { AppSession } from "../src/session";

declare module "next-auth" {
  interface Session extends AppSession {⟨
    plan: string;
  ⟩}
}
`,
      "src/session.ts": "export interface AppSession {\n  seats?: number;\n}\n",
    },
  },
  {
    name: "an interface with several bases",
    session: plan,
    files: {
      [types]: `import type { DefaultSession } from "next-auth";
import type { AppSession } from "../src/session";

declare module "next-auth" {
  interface Session extends DefaultSession, AppSession {
    seats?: number;⟨
    plan: string;⟩
  }
}
`,
      "src/session.ts": "export interface AppSession {\n  locale?: string;\n}\n",
    },
  },
  {
    name: "a base with type arguments in braces, and an empty body",
    session: plan,
    files: {
      [types]: `import "next-auth";

interface With<T> {
  extra?: T;
}

declare module "next-auth" {
  interface Session extends With<{ seats: number }> {⟨
    plan: string;
  ⟩}
}
`,
    },
  },
  {
    name: "an interface with only comments",
    session: plan,
    files: {
      [types]: `import "next-auth";

declare module "next-auth" {
  interface Session {
    // accessToken?: string;
    // user: { id: string };⟨
    plan: string;⟩
  }
}
`,
    },
  },
  {
    name: "an interface with only a comment, on one line",
    session: plan,
    files: {
      [types]: `import "next-auth";

declare module "next-auth" {
  interface Session { /* nothing yet */⟪ ⟫⟨
    plan: string;
  ⟩}
}
`,
    },
  },
  {
    name: "a comment that opens a brace",
    session: plan,
    files: {
      [types]: `import "next-auth";

declare module "next-auth" {
  interface Session {
    // user: {⟨
    plan: string;⟩
  }
}
`,
    },
  },
  {
    name: "an index signature of something else, as the last member",
    session: role,
    files: {
      [types]: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    flags?: { [name: string]: boolean };⟨
    user: {
      role: string;
    } & DefaultSession["user"];⟩
  }
}
`,
    },
  },
  {
    name: "a block that also augments User",
    session: role,
    files: {
      [types]: `⟪import "next-auth";
⟫⟨import "next-auth";
import type { DefaultSession } from "next-auth";
⟩
declare module "next-auth" {
  interface User {
    team?: string;
  }⟨

  interface Session {
    user: {
      role: string;
    } & DefaultSession["user"];
  }⟩
}
`,
    },
  },
  {
    name: "an import over several lines",
    session: role,
    files: {
      [types]: `import type {
  Account,
⟨  DefaultSession,
⟩  Profile,
} from "next-auth";

declare module "next-auth" {
  interface Session {
    via?: Account["provider"];
    from?: Profile["sub"];⟨
    user: {
      role: string;
    } & DefaultSession["user"];⟩
  }
}
`,
    },
  },
  {
    name: "a base that is imported beside a default import",
    session: role,
    files: {
      [types]: `import NextAuth, { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    via?: DefaultSession["expires"];⟨
    user: {
      role: string;
    } & DefaultSession["user"];⟩
  }
}

export type Unused = typeof NextAuth;
`,
    },
  },
  {
    name: "a byte order mark without an import, which stays first",
    session: role,
    files: {
      [types]: `\uFEFF⟨import type { DefaultSession } from "next-auth";

⟩export {};

declare module "next-auth" {
  interface Session {
    plan?: string;⟨
    user: {
      role: string;
    } & DefaultSession["user"];⟩
  }
}
`,
    },
  },
  {
    name: "a session without the library's own user",
    session: role,
    files: {
      [types]: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session extends Omit<DefaultSession, "user"> {
    user: { id?: string⟨; role: string⟩ };
  }
}
`,
    },
  },
  {
    name: "a base through a namespace import",
    session: role,
    files: {
      [types]: `import * as NextAuth from "next-auth";

declare module "next-auth" {
  interface Session {
    user: ⟨{
      role: string;
    } & ⟩NextAuth.DefaultSession["user"];
  }
}
`,
    },
  },
  {
    name: "an augmentation beside `declare global`",
    session: plan,
    files: {
      [types]: `export {};

declare global {
  interface Session {
    theirs: true;
  }
  namespace App {
    interface Session {
      alsoTheirs: true;
    }
  }
}

declare module "next-auth" {
  interface Session {
    seats?: number;⟨
    plan: string;⟩
  }
}
`,
    },
  },
  {
    name: "a module of another library with the same names",
    session: plan,
    files: {
      [types]: `import "next-auth";

declare module "express-session" {
  interface Session {
    theirs: true;
  }
}

declare module "next-auth" {
  interface Session {
    seats?: number;⟨
    plan: string;⟩
  }
}
`,
    },
  },
];

describe("further forms of a declared session:", () => {
  for (const { name, session, files } of forms) {
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
});

describe("a user declared in a base of the project's own", () => {
  const appSession = (user: string): string =>
    `import type { DefaultSession } from "next-auth";\n\nexport interface AppSession extends DefaultSession {\n${user}}\n`;
  const extending = `import type { AppSession } from "../src/session";

declare module "next-auth" {
  interface Session extends AppSession {}
}
`;

  test("a field that the base declares is not reported", () => {
    checkMarked({
      auth: { session: 'session({ session }) { session.plan = "free"; return session; }' },
      files: { [types]: extending, "src/session.ts": appSession("  plan: string;\n") },
    });
  });

  test("a field is declared in Session itself if the library's user comes before the base's", () => {
    checkMarked({
      auth: { session: role },
      files: { [types]: extending, "src/session.ts": appSession("  user: { id?: string };\n") },
      fixed: {
        [types]: `import type { DefaultSession } from "next-auth";
import type { AppSession } from "../src/session";

declare module "next-auth" {
  interface Session extends AppSession {
    user: {
      role: string;
    } & DefaultSession["user"];
  }
}
`,
      },
    });
  });

  test("a field of the base that nothing assigns becomes optional there", () => {
    checkMarked({
      auth: { session: 'session({ session }) { session.plan = "free"; return session; }' },
      files: {
        [types]: extending,
        "src/session.ts": appSession("  plan: string;\n  // How many.\n  ⟦no-unassigned-field⟧seats: number;\n"),
      },
      fixed: { "src/session.ts": appSession("  plan: string;\n  // How many.\n  seats?: number;\n") },
    });
  });
});

describe("a callback with the session as its return type", () => {
  const session = `async session({ session }): Promise<Session> {
      return { ...session, ⟦no-undeclared-field⟧plan: "free" };
    }`;

  test("declaring the field removes its error", () => {
    const made = checkMarked({
      files: {
        "auth.ts": authFile({ session }).replace("{ NextAuthOptions }", "{ NextAuthOptions, Session }"),
        "helpers.ts": helpers,
        [types]:
          'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    seats?: number;\n  }\n}\n',
      },
      fixed: {
        [types]:
          'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    seats?: number;\n    plan: string;\n  }\n}\n',
      },
    });
    expect(made.errors().map(({ code }) => code)).toEqual([2353]);
    expect(made.fixed().errors()).toEqual([]);
  });
});
