import { describe, expect, test } from "vitest";
import { types } from "../support/augmentation.js";
import { beforeAndAfter } from "../support/marked-edits.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

const at = "⟦no-ineffective-augmentation⟧";
const userId = `session({ session, token }) {
      session.user.id = token.sub!;
      return session;
    }`;
const reader = (use: string): string => `import { getServerSession } from "next-auth";
import { authOptions } from "./auth";
export async function page() {
  const session = await getServerSession(authOptions);
  if (!session?.user) return undefined;
  ${use}
}
`;
const readsName = { "page.ts": reader("return session.user.name;") };

const declaring = (user: string, ...imports: readonly string[]): string =>
  `${imports.join("\n")}

declare module "next-auth" {
  interface Session {
    ${user};
  }
}
`;

interface Case {
  readonly name: string;
  /** By file; `⟨…⟩` is what the fix adds. */
  readonly files: Readonly<Record<string, string>>;
}

const mended: readonly Case[] = [
  {
    name: "the base is added to a literal and imported",
    files: {
      [types]: declaring(
        `${at}user: {\n      id: string;\n    }⟨ & DefaultSession["user"]⟩`,
        'import "next-auth";⟨\nimport type { DefaultSession } from "next-auth";⟩',
      ),
      ...readsName,
    },
  },
  {
    name: "the base is imported in the file's quotes, beside other imports",
    files: {
      [types]: `import type { User⟨, DefaultSession⟩ } from 'next-auth'

declare module 'next-auth' {
	interface Session {
		${at}user: { id: User['id'] }⟨ & DefaultSession['user']⟩
	}
}
`,
      ...readsName,
    },
  },
  {
    name: "the whole session, where its user was meant, becomes its user",
    files: {
      [types]: declaring(
        `${at}user: { id: string } & DefaultSession⟨["user"]⟩`,
        'import type { DefaultSession } from "next-auth";',
      ),
      ...readsName,
    },
  },
  {
    name: "the base is added to an own type of another file",
    files: {
      [types]: declaring(
        `${at}user: AppUser⟨ & DefaultSession["user"]⟩`,
        '⟨import type { DefaultSession } from "next-auth";\n⟩import type { AppUser } from "../src/user";',
      ),
      "src/user.ts": "export interface AppUser {\n  id: string;\n}\n",
      ...readsName,
    },
  },
  {
    name: "one base field is declared by hand, another is read",
    files: {
      [types]: declaring(
        `${at}user: { id: string; name: string }⟨ & DefaultSession["user"]⟩`,
        'import type { DefaultSession } from "next-auth";',
      ),
      "page.ts": reader("const { email } = session.user;\n  return [email, session.user.name];"),
    },
  },
  {
    name: "an optional user stays optional",
    files: {
      [types]: declaring(
        `${at}user?: { id: string }⟨ & DefaultSession["user"]⟩`,
        'import type { DefaultSession } from "next-auth";',
      ),
      ...readsName,
    },
  },
];

const silent: readonly MarkedCase[] = [
  {
    name: "a user without base fields that nobody reads is silent",
    files: { [types]: declaring("user: { id: string }", 'import "next-auth";') },
  },
  {
    name: "a user with its own declarations of the fields that are read is silent",
    files: {
      [types]: declaring("user: { id: string; name?: string | null }", 'import "next-auth";'),
      ...readsName,
    },
  },
  {
    name: "the library's User is silent",
    files: {
      [types]: declaring("user: { id: string } & User", 'import type { User } from "next-auth";'),
      ...readsName,
    },
  },
  {
    name: "a read of another object's field of that name is silent",
    files: {
      [types]: declaring("user: { id: string }", 'import "next-auth";'),
      "page.ts":
        'const anything: any = {};\nconst empty: {} = {};\nexport const names = [anything.name, empty && anything.user.name, { name: "a" }.name];\n',
    },
  },
  {
    name: "a user of type any is silent",
    files: {
      [types]: declaring("user: any", 'import "next-auth";'),
      "page.ts": "const anything: any = {};\nexport const name: unknown = anything.name;\n",
    },
  },
  {
    name: "a user with an index signature is silent",
    files: {
      [types]: declaring("user: { id: string; [key: string]: unknown }", 'import "next-auth";'),
      ...readsName,
    },
  },
  {
    name: "a user that cannot be resolved is silent",
    files: {
      [types]: declaring("user: AppUser", 'import type { AppUser } from "../gone";'),
      ...readsName,
    },
  },
  {
    name: "an optional user is silent, as a wider declaration is a choice",
    files: {
      [types]: declaring(
        'user?: { id: string } & DefaultSession["user"]',
        'import type { DefaultSession } from "next-auth";',
      ),
      "page.ts": reader("return session.user.name;"),
    },
  },
];

describe("no-ineffective-augmentation: a user that drops a base field which somebody reads", () => {
  for (const { name, files } of mended) {
    test(name, () => {
      const texts = Object.entries(files).map(([file, text]) => ({ file, ...beforeAndAfter(text) }));
      const made = checkMarked({
        auth: { session: userId.replace("session.user.id", "session.user!.id") },
        files: Object.fromEntries(texts.map(({ file, before }) => [file, before])),
        fixed: Object.fromEntries(
          texts
            .filter(({ before, after }) => before !== after)
            .map(({ file, after }) => [file, after.replace(/⟦.*⟧/, "")]),
        ),
      });
      expect(made.errors()).not.toEqual([]);
      expect(made.fixed().errors()).toEqual([]);
    });
  }

  test("the message names the field and the place that reads it", () => {
    const made = checkMarked({
      auth: { session: userId },
      files: {
        [types]: declaring(`${at}user: { id: string }`, 'import "next-auth";'),
        "page.ts": reader("return [session.user.image, session.user.name];"),
      },
    });
    const [found] = made.analysis().diagnostics;
    expect(found?.message).toBe(
      "This `user` replaces the library's and leaves out `name` and `image`, which something reads.",
    );
    expect(found?.related).toEqual([{ message: "read here", at: { file: "page.ts", line: 6, column: 31 } }]);
  });

  test("a callback that writes such a field adds no second finding", () => {
    checkMarked({
      auth: {
        session: `session({ session, token }) {
      session.user.id = token.sub!;
      session.user.name = token.name;
      return session;
    }`,
      },
      files: { [types]: declaring(`${at}user: { id: string }`, 'import "next-auth";'), ...readsName },
    });
  });

  test("a form that takes no safe addition is left to its author", () => {
    const made = checkMarked({
      auth: { session: userId.replace("session.user.id", "session.user!.id") },
      files: {
        [types]: declaring("⟦no-ineffective-augmentation!⟧user: { id: string } | null", 'import "next-auth";'),
        ...readsName,
      },
      fixed: {},
    });
    expect(made.analysis().diagnostics[0]?.manual).toBe('Add `& DefaultSession["user"]` to its type.');
  });
});

describe("no-ineffective-augmentation: base fields it does not report", () => {
  for (const one of silent) {
    test(one.name, () => {
      checkMarked({ auth: { session: userId.replace("session.user.id", "session.user!.id") }, ...one });
    });
  }
});
