import { describe, test } from "vitest";
import { types } from "../support/augmentation.js";
import { checkMarked } from "../support/marked-project.js";

/** Callbacks that assign `session.user.id` and `session.user.role`. */
const session = `session({ session, token }) {
      ⟦no-undeclared-field⟧session.user.id = token.sub!;
      ⟦no-undeclared-field⟧session.user.role = "admin";
      return session;
    }`;

interface Form {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

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
    name: "only top-level fields, with a base that is not imported yet",
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
    name: "a file with another import from next-auth",
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
    name: "a block of the module with another interface",
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
    name: "an augmentation of JWT alone",
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

describe("forms of the session's declaration, which a field of the user is added to:", () => {
  for (const { name, before, after } of bareForms) {
    test(name, () => {
      checkMarked({ auth: { session }, files: { [types]: before }, fixed: { [types]: after } });
    });
  }
});
