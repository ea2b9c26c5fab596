import { describe, test } from "vitest";
import { credentials, github } from "../support/auth-file.js";
import { augmentation } from "../support/augmentation.js";
import { checkInference, type InferenceCase } from "../support/inference.js";

/** What the `signIn` callback writes on the user for `jwt` to read. */
const jwt = `jwt({ token, user }) {
      if (user) ⟦T.role⟧token.role = ⟦User.role⟧user.role;
      return token;
    }`;

const declaringUser = (type: string, token: string, head = "export {};"): string => `${head}

declare module "next-auth" {
  interface User {
    ${type};
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    ${token};
  }
}
`;

const cases: readonly InferenceCase[] = [
  {
    name: "on every path",
    providers: [github],
    jwt: `async signIn({ user }) {
      user.role = await load();
      return true;
    },
    ${jwt}`,
    fields: ["T.role: string"],
    inputs: ["User.role"],
    augmentation: declaringUser("role: string", "role: string"),
  },
  {
    name: "on some paths only",
    providers: [github],
    jwt: `signIn({ user }) {
      if (enabled) user.role = "admin";
      return true;
    },
    ${jwt}`,
    fields: ["T.role: string | undefined"],
    inputs: ["User.role"],
    augmentation: declaringUser("role?: string", "role?: string"),
  },
  {
    name: "a path that refuses the sign-in does not count",
    providers: [github],
    jwt: `async signIn({ user, account }) {
      if (!account) return false;
      user.role = await load();
      return true;
    },
    ${jwt}`,
    fields: ["T.role: string"],
    inputs: ["User.role"],
    augmentation: declaringUser("role: string", "role: string"),
  },
  {
    name: "with an adapter, which may give another object to jwt",
    providers: [github],
    options: 'adapter: {} as never,\n  session: { strategy: "jwt" }',
    jwt: `async signIn({ user }) {
      user.role = await load();
      return true;
    },
    ${jwt}`,
    fields: ["T.role: string | undefined"],
    inputs: ["User.role"],
    augmentation: declaringUser("role?: string", "role?: string"),
  },
  {
    name: "beside a provider that gives it as well",
    providers: [credentials('{ id: "1", role: 1 }')],
    jwt: `signIn({ user }) {
      user.role = "admin";
      return true;
    },
    ${jwt}`,
    fields: ["T.role: string | number"],
    inputs: ["User.role"],
  },
  {
    name: "declared already",
    providers: [github],
    jwt: `signIn({ user }) {
      user.role = "admin";
      return true;
    },
    jwt({ token, user }) {
      if (user) ⟦T.role⟧token.role = user.role;
      return token;
    }`,
    files: {
      "types/next-auth.d.ts": `${augmentation({ token: ["role: string"] })}
declare module "next-auth" {
  interface User {
    role: string;
  }
}
`,
    },
    fields: ["T.role: string"],
    silent: ["T.role"],
    fixed: {},
  },
  {
    name: "nobody but the whole user's taker reads it",
    providers: [github],
    jwt: `signIn({ user }) {
      ⟦User.role⟧user.role = "admin";
      return true;
    },
    jwt({ token, user }) {
      if (user) ⟦T.user⟧token.user = user;
      return token;
    }`,
    fields: ["T.user: User"],
    inputs: ["User.role"],
    augmentation: declaringUser("role: string", "user: User", 'import type { User } from "next-auth";'),
  },
  {
    name: "a user without it, which the provider must not be asked to make",
    providers: [credentials()],
    jwt: `signIn({ user }) {
      user.role = "admin";
      return true;
    },
    ${jwt}`,
    fields: ["T.role: string | undefined"],
    inputs: ["User.role"],
    augmentation: declaringUser("role?: string", "role?: string"),
  },
  {
    name: "deleted",
    providers: [credentials('{ id: "1", role: String("admin") }')],
    jwt: `signIn({ user }) {
      delete user.role;
      return true;
    },
    ${jwt}`,
    fields: ["T.role: string | undefined"],
    inputs: ["User.role"],
    augmentation: declaringUser("role?: string", "role?: string"),
  },
  {
    name: "deleted on some paths, under another name of the user",
    providers: [credentials('{ id: "1", role: String("admin") }')],
    jwt: `signIn({ user }) {
      const person = user;
      if (enabled) delete person.role;
      return true;
    },
    ${jwt}`,
    fields: ["T.role: string | undefined"],
    inputs: ["User.role"],
    augmentation: declaringUser("role?: string", "role?: string"),
  },
  {
    name: "deleted and written again",
    providers: [credentials('{ id: "1", role: String("admin") }')],
    jwt: `signIn({ user }) {
      delete user["role"];
      user.role = "user";
      return true;
    },
    ${jwt}`,
    fields: ["T.role: string | undefined"],
    inputs: ["User.role"],
    augmentation: declaringUser("role?: string", "role?: string"),
  },
  {
    name: "deleted and read nowhere else",
    providers: [credentials('{ id: "1", secret: String("x") }')],
    jwt: `signIn({ user }) {
      delete ⟦User.secret⟧user.secret;
      return true;
    }`,
    fields: [],
    inputs: ["User.secret"],
    augmentation: `export {};

declare module "next-auth" {
  interface User {
    secret?: string;
  }
}
`,
  },
  {
    name: "deleted where it is declared",
    providers: [credentials('{ id: "1", role: String("admin") }')],
    jwt: `signIn({ user }) {
      delete user.role;
      return true;
    },
    jwt({ token, user }) {
      if (user) ⟦T.role⟧token.role = user.role ?? "none";
      return token;
    }`,
    files: { "types/next-auth.d.ts": declaringUser("role?: string", "role: string") },
    fields: ["T.role: string"],
    silent: ["T.role"],
    fixed: {},
  },
  {
    name: "a row as a whole",
    providers: [github],
    head: "declare function row(): Promise<{ role: string; plan: number }>;",
    jwt: `async signIn({ user }) {
      Object.assign(user, await row());
      return true;
    },
    ${jwt}`,
    fields: ["T.role: string"],
    inputs: ["User.role"],
    augmentation: declaringUser("role: string", "role: string"),
  },
  {
    name: "a literal as a whole",
    providers: [github],
    jwt: `signIn({ user, profile }) {
      Object.assign(user, { role: profile?.name ?? "nobody" });
      return true;
    },
    ${jwt}`,
    fields: ["T.role: string"],
    inputs: ["User.role"],
    augmentation: declaringUser("role: string", "role: string"),
  },
  {
    name: "an object",
    providers: [github],
    jwt: `signIn({ user }) {
      user.data = { plan: "free", seats: 1 };
      user.data.plan = "pro";
      return true;
    },
    jwt({ token, user }) {
      if (user) ⟦T.plan⟧token.plan = ⟦User.data⟧user.data.plan;
      return token;
    }`,
    fields: ["T.plan: string"],
    inputs: ["User.data"],
    augmentation: declaringUser("data: { plan: string; seats: number }", "plan: string"),
  },
  {
    name: "what a spread of the user brings along",
    providers: [github],
    jwt: `signIn({ user }) {
      ⟦User.role⟧user.role = "admin";
      return true;
    },
    jwt({ token, user }) {
      return { ...token, ...⟦T.role⟧⟦T.id⟧⟦T.name⟧⟦T.email⟧⟦T.image⟧⟦T.emailVerified⟧user };
    }`,
    session: `session({ session, token }) {
      ⟦S.role⟧session.role = token.role;
      return session;
    }`,
    fields: [
      "S.role: string",
      "T.role: string",
      "T.id: string",
      "T.name?: string | null",
      "T.email?: string | null",
      "T.image?: string | null",
      "T.emailVerified?: Date | null",
    ],
    silent: ["T.id", "T.name", "T.email", "T.image", "T.emailVerified"],
    inputs: ["User.role"],
    open: ["JWT"],
  },
];

describe("what signIn writes on the user", () => {
  for (const one of cases) test(one.name, () => void checkInference(one));
});
