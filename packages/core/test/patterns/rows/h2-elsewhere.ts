import { pattern } from "../pattern.js";
import { sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";

/** The options of next-auth 4, with these lines inside. */
const options = (head: string, body: string): string => `import type { NextAuthOptions } from "next-auth";
${head}

export const authOptions: NextAuthOptions = {
${body}
};
`;

const plan = `({ session }) => {
    ⟦S.plan⟧session.plan = "free";
    return session;
  }`;

export const h2 = pattern("H2", "callbacks or config elsewhere", [
  {
    name: "a callback that is imported",
    auth: options('import { session } from "./session";', "  providers: [],\n  callbacks: { session },"),
    files: {
      "session.ts": `import type { CallbacksOptions } from "next-auth";

export const session: CallbacksOptions["session"] = ({ session, token }) => {
  ⟦U.id⟧session.user.id = token.sub!;
  return session;
};
`,
    },
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "a function declaration under another name",
    auth: options(
      'import { onSession as mine } from "./callbacks";',
      "  providers: [],\n  callbacks: { session: mine },",
    ),
    files: {
      "callbacks.ts": `import type { Session } from "next-auth";

export async function onSession({ session }: { session: Session }) {
  ⟦S.plan⟧session.plan = "free";
  return session;
}
`,
    },
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "callbacks in a variable of the same file",
    auth: `import type { NextAuthOptions } from "next-auth";

const callbacks: NextAuthOptions["callbacks"] = {
  session: ${plan},
};

export const authOptions: NextAuthOptions = { providers: [], callbacks };
`,
    fields: ["S.plan: string"],
  },
  {
    name: "callbacks of another file, through a barrel",
    auth: options('import { callbacks } from "./auth/index";', "  providers: [],\n  callbacks,"),
    files: {
      "auth/index.ts": 'export * from "./callbacks";\n',
      "auth/callbacks.ts": `import type { NextAuthOptions } from "next-auth";

export const callbacks = {
  session: ${plan},
} satisfies NextAuthOptions["callbacks"];
`,
    },
    fields: ["S.plan: string"],
  },
  {
    name: "a default export, used by the route",
    auth: `import type { NextAuthOptions } from "next-auth";

const options: NextAuthOptions = {
  providers: [],
  callbacks: {
    session: ${plan},
  },
};
export default options;
`,
    files: {
      "route.ts":
        'import NextAuth from "next-auth";\nimport options from "./auth";\n\nexport default NextAuth(options);\n',
    },
    fields: ["S.plan: string"],
  },
  {
    name: "through a namespace import",
    auth: options('import * as mine from "./callbacks";', "  providers: [],\n  callbacks: { session: mine.session },"),
    files: {
      "callbacks.ts": `import type { Session } from "next-auth";

export function session({ session }: { session: Session }) {
  ⟦S.plan⟧session.plan = "free";
  return session;
}
`,
    },
    fields: ["S.plan: string"],
  },
  {
    name: "a config that spreads another, with callbacks of both",
    auth: options(
      'import { authConfig } from "./auth.config";',
      `  ...authConfig,
  callbacks: {
    ...authConfig.callbacks,
    session: ({ session, token }) => {
      ⟦U.id⟧session.user.id = token.id;
      return session;
    },
  },`,
    ),
    files: {
      "auth.config.ts": `import type { AuthOptions } from "next-auth";

export const authConfig = {
  providers: [],
  callbacks: {
    jwt({ token, user }) {
      if (user) ⟦T.id⟧token.id = user.id;
      return token;
    },
  },
} satisfies Partial<AuthOptions>;
`,
    },
    fields: ["T.id: string", "U.id: string"],
  },
  {
    name: "a config that is spread before its own callbacks, which replace the others",
    auth: options(
      'import { authConfig } from "./auth.config";',
      `  ...authConfig,
  callbacks: {
    session: ${plan},
  },`,
    ),
    files: {
      "auth.config.ts": `import type { AuthOptions } from "next-auth";

export const authConfig = {
  providers: [],
  callbacks: {
    session({ session }) {
      session.lost = true;
      return session;
    },
  },
} satisfies Partial<AuthOptions>;
`,
    },
    fields: ["S.plan: string"],
  },
  {
    name: "a config that is spread after callbacks and replaces them",
    auth: options(
      'import { authConfig } from "./auth.config";',
      `  providers: [],
  callbacks: {
    session({ session }) {
      session.lost = true;
      return session;
    },
  },
  ...authConfig,`,
    ),
    files: {
      "auth.config.ts": `import type { AuthOptions } from "next-auth";

export const authConfig = {
  callbacks: {
    session: ${plan},
  },
} satisfies Partial<AuthOptions>;
`,
    },
    fields: ["S.plan: string"],
  },
  {
    name: "a config that is spread after callbacks and has none",
    auth: options(
      'import { authConfig } from "./auth.config";',
      `  providers: [],
  callbacks: {
    session: ${plan},
  },
  ...authConfig,`,
    ),
    files: {
      "auth.config.ts": 'export const authConfig = { pages: { signIn: "/login" } };\n',
    },
    fields: ["S.plan: string"],
  },
  {
    name: "a callback that calls that of the config below",
    auth: options(
      'import { base } from "./auth.config";',
      `  ...base,
  callbacks: {
    session: async (params) => {
      const session = await base.callbacks.session(params);
      ⟦S.plan⟧session.plan = "free";
      return session;
    },
  },`,
    ),
    files: {
      "auth.config.ts": `import type { AuthOptions, Session } from "next-auth";
import type { JWT } from "next-auth/jwt";

export const base = {
  providers: [],
  callbacks: {
    async session({ session, token }: { session: Session; token: JWT }) {
      ⟦U.id⟧session.user.id = token.sub!;
      return session;
    },
  },
} satisfies Partial<AuthOptions>;
`,
    },
    fields: ["S.plan: string", "U.id: string"],
  },
  {
    name: "one of two configs",
    auth: `import NextAuth, { type NextAuthOptions } from "next-auth";
import { enabled } from "./helpers";

const full = {
  providers: [],
  callbacks: {
    session: ({ session }) => ({ ...session, ⟦S.plan⟧plan: "free", ⟦S.seats⟧seats: 1 }),
  },
} satisfies NextAuthOptions;

export default NextAuth(
  enabled ? full : { providers: [], callbacks: { session: ({ session }) => ({ ...session, ⟦S.plan⟧plan: 0 }) } },
);
`,
    fields: ["S.plan: string | number", "S.seats?: number"],
    augmentation: sessionAugmentation("plan: string | number", "seats?: number"),
  },
  {
    name: "a config that is put together at run time",
    auth: `import NextAuth, { type NextAuthOptions } from "next-auth";

declare function merge<A, B>(a: A, b: B): A & B;
const base: NextAuthOptions = { providers: [] };

export default NextAuth(merge(base, { callbacks: {} }));
`,
    files: {
      "next-auth.d.ts":
        'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    plan: string;\n  }\n}\n',
    },
    fields: [],
    open: ["JWT", "Session", "Session.user"],
    augmentation: "",
  },
  {
    name: "callbacks that are put in later, or are not",
    auth: `import type { NextAuthOptions } from "next-auth";

export const authOptions: NextAuthOptions = { providers: [], callbacks: {} };
authOptions.callbacks!.session = ({ session }) => {
  session.plan = "free";
  return session;
};
`,
    files: {
      "next-auth.d.ts":
        'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    plan: string;\n  }\n}\n',
    },
    fields: [],
    open: ["Session", "Session.user"],
    augmentation: "",
  },
  {
    name: "callbacks of which nothing can be seen",
    auth: options("declare const callbacks: any;", "  providers: [],\n  callbacks,"),
    fields: [],
    open: ["JWT", "Session", "Session.user"],
    augmentation: "",
  },
  {
    name: "two configs: a field of both is always there, one of either is optional",
    auth: options(
      "",
      `  providers: [],
  callbacks: {
    session({ session }) {
      ⟦S.plan⟧session.plan = "free";
      ⟦S.app⟧session.app = "shop";
      return session;
    },
  },`,
    ),
    files: {
      "backoffice.ts": options(
        "",
        `  providers: [],
  callbacks: {
    session({ session }) {
      ⟦S.plan⟧session.plan = 1;
      return session;
    },
  },`,
      ),
    },
    fields: ["S.plan: string | number", "S.app?: string"],
    augmentation: sessionAugmentation("plan: string | number", "app?: string"),
  },
  {
    name: "an edge config beside the one for Node, which has its callbacks and more",
    auth: `import NextAuth, { type NextAuthOptions } from "next-auth";
import { edgeOptions } from "./auth.edge";

export const authOptions: NextAuthOptions = {
  ...edgeOptions,
  callbacks: {
    ...edgeOptions.callbacks,
    async jwt({ token, user }) {
      if (user) ⟦T.id⟧token.id = user.id;
      return token;
    },
  },
};
export default NextAuth(authOptions);
`,
    files: {
      "auth.edge.ts": `import type { NextAuthOptions } from "next-auth";

export const edgeOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    session({ session, token }) {
      if (token.id) ⟦U.id⟧session.user.id = token.id;
      return session;
    },
  },
};
`,
    },
    // The edge config has no jwt callback of its own: it reads what the other has written.
    fields: ["T.id: string", "U.id: string"],
  },
  {
    name: "a test double whose token holds nothing",
    auth: options(
      "",
      `  providers: [],
  callbacks: {
    jwt({ token, user }) {
      if (user) ⟦T.id⟧token.id = user.id;
      return token;
    },
  },`,
    ),
    files: {
      "auth.fake.ts": options("", "  providers: [],"),
    },
    fields: ["T.id?: string"],
    augmentation: tokenAugmentation("id?: string"),
  },
]);
