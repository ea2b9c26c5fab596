import { describe, expect, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { checkMarked } from "../support/marked-project.js";

const at = "⟦no-ineffective-augmentation⟧";
const stays = "⟦no-ineffective-augmentation!⟧";
const plan = 'session({ session }) { session.plan = "free"; return session; }';
const tokenId = "jwt({ token, user }) { if (user) token.id = user.id; return token; }";

interface Row {
  readonly name: string;
  readonly before: string;
  /** The file as `fix` leaves it. */
  readonly after: string;
  readonly jwt?: string;
}

describe("an augmentation inside another block is moved to the top level", () => {
  const rows: readonly Row[] = [
    {
      name: "alone in `declare global`",
      before: `import "next-auth";

declare global {
  declare module ${at}"next-auth" {
    interface Session {
      plan: string;
    }
  }
}
`,
      after: `import "next-auth";

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}
`,
    },
    {
      name: "beside something else in `declare global`, without `declare`",
      before: `import "next-auth";

declare global {
  interface Window {
    theme: string;
  }

  // What the session holds.
  module ${at}"next-auth" {
    interface Session {
      plan: string;
    }
  }
}
`,
      after: `import "next-auth";

declare global {
  interface Window {
    theme: string;
  }
}

// What the session holds.
declare module "next-auth" {
  interface Session {
    plan: string;
  }
}
`,
    },
    {
      name: "two of them, which go together",
      jwt: tokenId,
      before: `import "next-auth";
import "next-auth/jwt";

declare global {
  declare module ${at}"next-auth" {
    interface Session {
      plan: string;
    }
  }
  declare module "next-auth/jwt" {
    interface JWT {
      id: string;
    }
  }
}
`,
      after: `import "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`,
    },
    {
      name: "one directly, and one in a further block",
      jwt: tokenId,
      before: `import "next-auth";
import "next-auth/jwt";

declare global {
  module ${at}"next-auth" {
    interface Session {
      plan: string;
    }
  }
  namespace App {
    module "next-auth/jwt" {
      interface JWT {
        id: string;
      }
    }
  }
}
`,
      after: `import "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`,
    },
    {
      name: "`next-auth/jwt` inside `next-auth`",
      jwt: tokenId,
      before: `import "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface Session {
    plan: string;
  }
  declare module ${at}"next-auth/jwt" {
    interface JWT {
      id: string;
    }
  }
}
`,
      after: `import "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`,
    },
    {
      name: "in a namespace that holds nothing else, of a file that is a module",
      before: `import "next-auth";

declare namespace App {
  module ${at}"next-auth" {
    interface Session {
      plan: string;
    }
  }
}
`,
      after: `import "next-auth";

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}
`,
    },
    {
      name: "two blocks deep",
      before: `import "next-auth";

declare global {
  namespace App {
    module ${at}"next-auth" {
      interface Session {
        plan: string;
      }
    }
  }
}
`,
      after: `import "next-auth";

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}
`,
    },
    {
      name: "in a file that is no module",
      before: `declare global {
  declare module ${at}"next-auth" {
    interface Session {
      plan: string;
    }
  }
}
`,
      after: `declare module "next-auth" {
  interface Session {
    plan: string;
  }
}

export {};
`,
    },
  ];
  test.each(rows)("$name", ({ before, after, jwt }) => {
    const made = checkMarked({
      auth: { session: plan, ...(jwt !== undefined && { jwt }) },
      files: { [types]: before },
      fixed: { [types]: after },
    });
    expect(made.fixed().analysis().diagnostics).toEqual([]);
    expect(made.fixed().errors()).toEqual([]);
  });

  test("a namespace for all files stays one, and its author moves the block", () => {
    const made = checkMarked({
      auth: { session: plan },
      files: {
        [types]: `declare namespace App {\n  module ${stays}"next-auth" {\n    interface Session {\n      plan: string;\n    }\n  }\n  interface Locals {\n    theme: string;\n  }\n}\n`,
        "locals.ts": 'export const locals: App.Locals = { theme: "dark" };\n',
      },
      fixed: {},
    });
    const [found] = made.analysis().diagnostics;
    expect(found?.message).toBe(
      '`declare module "next-auth"` stands inside `namespace App`, and the compiler takes an augmentation at the top level of a file only: nothing that is declared here takes effect.',
    );
    expect(found?.manual).toBe("Move the block to the top level of a file that has an import or an export.");
  });

  test("a block that needs a name of the outer block is left to its author", () => {
    checkMarked({
      auth: { session: 'session({ session }) { session.plan = "free"; return session; }' },
      files: {
        [types]: `import "next-auth";

declare global {
  namespace App {
    type Plan = "free" | "pro";
    module ${stays}"next-auth" {
      interface Session {
        plan: Plan;
      }
    }
  }
}
`,
      },
      fixed: {},
    });
  });

  test("a block that holds another one is left to its author, and a field that only the inner one declares is declared anew", () => {
    checkMarked({
      auth: { jwt: tokenId.replace("token.id", "⟦no-untyped-token⟧token.id"), session: plan },
      files: {
        [types]: `import "next-auth";
import "next-auth/jwt";

declare global {
  module ${stays}"next-auth" {
    interface Session {
      plan: string;
    }
    module "next-auth/jwt" {
      interface JWT {
        id: string;
      }
    }
  }
}
`,
      },
      fixed: { "next-auth.d.ts": augmentation({ token: ["id: string"] }) },
    });
  });

  test("blocks of other modules and empty blocks are not reported", () => {
    checkMarked({
      auth: { session: plan },
      files: {
        [types]: `import "next-auth";

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}

declare global {
  module "*.svg" {}
  module "next-auth/providers/example" {}
}
`,
      },
    });
  });
});

describe("an augmentation of a module that does not exist", () => {
  const misspelt: readonly (readonly [specifier: string, interfaceName: string, right: string])[] = [
    ["nextauth", "Session", "next-auth"],
    ["NextAuth", "Session", "next-auth"],
    ["next_auth", "Session", "next-auth"],
    ["next-aut", "Session", "next-auth"],
    ["nxet-auth", "Session", "next-auth"],
    ["nextauth/jwt", "JWT", "next-auth/jwt"],
    ["@nextauth", "JWT", "next-auth/jwt"],
  ];
  test.each(misspelt)("the augmentation becomes one of the library: %s, with %s", (specifier, name, right) => {
    const field = name === "JWT" ? "id" : "plan";
    const text = (marked: string): string =>
      `import "next-auth";\nimport "next-auth/jwt";\n\ndeclare module ${marked} {\n  interface ${name} {\n    ${field}: string;\n  }\n}\n`;
    const made = checkMarked({
      auth: name === "JWT" ? { jwt: tokenId } : { session: plan },
      files: { [types]: text(`${at}"${specifier}"`) },
      fixed: { [types]: text(`"${right}"`) },
    });
    expect(made.analysis().diagnostics.map(({ message }) => message)).toEqual([
      `There is no module "${specifier}", so that nothing that is declared here takes effect: the specifier that does is "${right}".`,
    ]);
    expect(made.fixed().errors()).toEqual([]);
  });

  test("a file that is no module becomes one", () => {
    checkMarked({
      auth: { session: plan },
      files: { [types]: `declare module ${at}"nextauth" {\n  interface Session {\n    plan: string;\n  }\n}\n` },
      fixed: {
        [types]: 'declare module "next-auth" {\n  interface Session {\n    plan: string;\n  }\n}\n\nexport {};\n',
      },
    });
  });

  test("interfaces of two modules each get a block of their own", () => {
    const made = checkMarked({
      auth: { session: plan, jwt: tokenId },
      files: {
        [types]: `import "next-auth";
import "next-auth/jwt";

declare module ${at}"nextauth" {
  interface Session {
    plan: string;
  }
  interface JWT {
    id: string;
  }
}
`,
      },
      fixed: {
        [types]: `import "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`,
      },
    });
    expect(made.fixed().errors()).toEqual([]);
  });

  const declares = (specifier: string, members: string): string =>
    `export {};\n\ndeclare module "${specifier}" {\n  interface Session {\n    ${members}\n  }\n}\n`;
  test.each<[string, Record<string, string>]>([
    [
      "another module that is there",
      {
        [types]: declares("nest-auth", "seats: number;"),
        "node_modules/nest-auth/index.d.ts": "export interface Session { expires: string }\n",
      },
    ],
    [
      "one that is imported and not installed",
      { [types]: declares("nest-auth", "seats: number;"), "nest.ts": 'import "nest-auth";\n' },
    ],
    [
      "one that another file declares",
      {
        [types]: declares("nextauth", "seats: number;"),
        "types/own.d.ts": 'declare module "nextauth" {\n  interface Session {\n    expires: string;\n  }\n}\n',
        "own.ts": 'import type { Session } from "nextauth";\nexport type Own = Session;\n',
      },
    ],
    ["a name that is far from the library's", { [types]: declares("express-session", "seats: number;") }],
    [
      "a block that declares nothing of a session",
      { [types]: 'export {};\n\ndeclare module "nextauth" {\n  interface Options {\n    seats: number;\n  }\n}\n' },
    ],
  ])("the rule does not report %s", (name, files) => {
    checkMarked({ auth: { session: "session({ session }) { return session; }" }, files });
  });
});

describe("a file without import or export replaces the module", () => {
  test("a block for another module inside it is moved out", () => {
    const made = checkMarked({
      auth: { session: plan, jwt: tokenId },
      files: {
        [types]: `declare module ${at}"next-auth" {
  interface Session {
    plan: string;
  }
  module ${at}"next-auth/jwt" {
    interface JWT {
      id: string;
    }
  }
}
`,
        "token.ts": 'import "next-auth/jwt";\n',
      },
      fixed: {
        [types]: `declare module "next-auth" {
  interface Session {
    plan: string;
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
    });
    expect(made.fixed().errors()).toEqual([]);
  });
});
