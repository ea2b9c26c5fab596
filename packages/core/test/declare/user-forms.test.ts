import { describe, test } from "vitest";
import { types } from "../support/augmentation.js";
import { checkMarked } from "../support/marked-project.js";

/** Callbacks that assign `session.user.id` and `session.user.role`. */
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
    name: "an optional user",
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
    name: "a literal on one line",
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
    name: "a literal on one line, with each member ended",
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
    name: "a file with tabs, single quotes and no semicolons",
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
    name: "a literal with commas and four spaces",
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
    name: "a user with quoted names",
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
    name: "an exported `declare module`",
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
    name: "a block below one that is commented out",
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
    name: "a literal beside null",
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

describe("forms of the user's declaration, which a field is added to:", () => {
  for (const { name, before, after } of userForms) {
    test(name, () => {
      checkMarked({ auth: { session }, files: { [types]: before }, fixed: { [types]: after } });
    });
  }
});
