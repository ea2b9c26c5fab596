import { describe, expect, test } from "vitest";
import { types } from "../support/augmentation.js";
import { beforeAndAfter } from "../support/marked-edits.js";
import { checkMarked } from "../support/marked-project.js";

/** Callbacks that assign `session.user.id`, which every form declares, and `session.user.role`, which none does. */
const callback = (write: string): string => `session({ session, token }) {
      session.user.id = token.sub!;
      ${write};
      return session;
    }`;
const fixable = callback('⟦no-undeclared-field⟧session.user.role = "admin"');

const head = 'import type { DefaultSession } from "next-auth";\n\n';

/** Each is edited in its own form; `⟨…⟩` is what the fix adds. */
const forms: Readonly<Record<string, string>> = {
  "a literal that spans lines behind its closing brace": `${head}declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      name?: string | null; email?: string | null;⟨
      role: string;⟩
    };
  }
}
`,
  "the closing brace on the last member's line": `${head}declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      team?: string;⟪ ⟫⟨
      role: string;
    ⟩} & DefaultSession["user"];
  }
}
`,
  "an empty literal": `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: User & {⟨
      role: string;
    ⟩};
  }
}
`,
  "an inline comment before the closing brace": `${head}declare module "next-auth" {
  interface Session {
    user: { id: string⟨; role: string⟩ /* the key */ } & DefaultSession["user"];
  }
}
`,
  "only a template comment left in the literal": `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: User & {
      // role: UserRole⟨
      role: string;⟩
    };
  }
}
`,
  "template comments above the members": `${head}declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      // ...other properties
      // role: UserRole;

      team?: string;⟨
      role: string;⟩
    } & DefaultSession["user"];
  }

  // interface User {
  //   // ...other properties
  //   // role: UserRole;
  // }
}
`,
  "members without an end, with tabs, among comments": `import { DefaultSession } from "next-auth"

declare module "next-auth" {
	interface Session {
		user: {
			/** From the database. */
			id: string
			team?: string // may be missing⟨
			role: string⟩
		} & DefaultSession["user"]
	}
}
`,
  "commas, the last without one": `${head}declare module "next-auth" {
  interface Session {
    user: {
      team?: string,
      id: string⟨,
      role: string,⟩
    } & DefaultSession["user"]
  }
}
`,
  "readonly members": `${head}declare module "next-auth" {
  interface Session {
    readonly user: {
      readonly team?: string;
      id: string;⟨
      role: string;⟩
    } & DefaultSession["user"];
  }
}
`,
  "a method signature last": `${head}declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      can?(action: string): boolean;⟨
      role: string;⟩
    } & DefaultSession["user"];
  }
}
`,
  "a nested literal last": `${head}declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      team?: {
        name: string;
      };⟨
      role: string;⟩
    } & DefaultSession["user"];
  }
}
`,
  "a union that starts each line": `${head}declare module "next-auth" {
  interface Session {
    user:
      | ({
          id: string;⟨
          role: string;⟩
        } & DefaultSession["user"])
      | undefined;
  }
}
`,
  "optional and an own literal in parentheses": `${head}declare module "next-auth" {
  interface Session {
    user?: ({ id: string⟨; role: string⟩ }) & DefaultSession["user"];
  }
}
`,
  "User, the literal first": `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: { team?: string⟨; role: string⟩ } & User;
  }
}
`,
  "the whole session where its user was meant": `${head}declare module "next-auth" {
  interface Session {
    user: {
      id: string;⟨
      role: string;⟩
    } & DefaultSession;
  }
}
`,
  "import(…) of the library": `export {};

declare module "next-auth" {
  interface Session {
    user: {
      id: string;⟨
      role: string;⟩
    } & import("next-auth").DefaultSession["user"];
  }
}
`,
  "import(…).User alone": `export {};

declare module "next-auth" {
  interface Session {
    user: import("next-auth").User⟨ & {
      role: string;
    }⟩;
  }
}
`,
  "the session's user of the adapter": `import type { AdapterUser } from "next-auth/adapters";

declare module "next-auth" {
  interface Session {
    user: AdapterUser⟨ & {
      role: string;
    }⟩;
  }
}
`,
  "a part of the library's user": `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: Pick<User, "id" | "name">⟨ & {
      role: string;
    }⟩;
  }
}
`,
  "NonNullable of the base": `${head}declare module "next-auth" {
  interface Session {
    user: { id: string⟨; role: string⟩ } & NonNullable<DefaultSession["user"]>;
  }
}
`,
  "a byte-order mark": `\uFEFF${head}declare module "next-auth" {
  interface Session {
    user: {
      id: string;⟨
      role: string;⟩
    } & DefaultSession["user"];
  }
}
`,
  "the specifier in single quotes, everything on one line": `import type { DefaultSession } from 'next-auth';
declare module 'next-auth' { interface Session { user: { id: string⟨; role: string⟩ } & DefaultSession['user'] } }
`,
  "two interfaces of one block": `${head}declare module "next-auth" {
  interface Session {
    plan?: string;
  }

  interface Session {
    user: {
      id: string;⟨
      role: string;⟩
    } & DefaultSession["user"];
  }
}
`,
  "a specifier that runs through node_modules": `import type { DefaultSession } from "next-auth";

declare module "../node_modules/next-auth" {
  interface Session {
    user: {
      id: string;⟨
      role: string;⟩
    } & DefaultSession["user"];
  }
}
`,
  "export declare module in a file without an import": `export declare module "next-auth" {
  interface Session {
    user: {
      id: string;⟨
      role: string;⟩
    };
  }
}
`,
};

/** Forms of `user` that no member can be added to safely: the author is told, and nothing is touched. */
const left: Readonly<Record<string, string>> = {
  "a union of objects": `${head}declare module "next-auth" {
  interface Session {
    user:
      | ({ id: string; kind?: "person" } & DefaultSession["user"])
      | ({ id: string; kind?: "machine"; owner?: string } & DefaultSession["user"]);
  }
}
`,
  "the base or null": `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: User | null;
  }
}
`,
};

describe("further forms of session.user, which a field is added to:", () => {
  for (const [name, text] of Object.entries(forms)) {
    test(name, () => {
      const { before, after } = beforeAndAfter(text);
      checkMarked({ auth: { session: fixable }, files: { [types]: before }, fixed: { [types]: after } });
    });
  }
});

describe("forms that cannot be extended, left to their author:", () => {
  for (const [name, before] of Object.entries(left)) {
    test(name, () => {
      const session = `session({ session, token }) {
      if (session.user) session.user.id = token.sub!;
      if (session.user) ⟦no-undeclared-field!⟧session.user.role = "admin";
      return session;
    }`;
      const made = checkMarked({ auth: { session }, files: { [types]: before }, fixed: {} });
      expect(made.analysis().diagnostics.map(({ manual }) => manual)).toEqual([
        "The form in which `user` is declared cannot be extended safely; add the field there.",
      ]);
    });
  }
});

describe("forms in which a reader can read the field already:", () => {
  const open: Readonly<Record<string, string>> = {
    any: "any",
    "a record of any": "Record<string, any>",
    "an index signature beside the fields": '{ id: string; [key: string]: any } & DefaultSession["user"]',
    "one part of a union": "{ id: string; role?: string } | { id: string; team?: string }",
  };
  for (const [name, type] of Object.entries(open)) {
    test(name, () => {
      const text = `${head}declare module "next-auth" {\n  interface Session {\n    user: ${type};\n  }\n}\n`;
      checkMarked({
        auth: { session: callback('Object.assign(session.user, { role: "admin" })') },
        files: { [types]: text },
      });
    });
  }
});
