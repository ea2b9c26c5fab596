import { describe, test } from "vitest";
import { credentials, github } from "../support/auth-file.js";
import { augmentation } from "../support/augmentation.js";
import { checkInference, type InferenceCase } from "../support/inference.js";

/** What the `signIn` callback writes on the user for `jwt` to read. */
const jwt = `jwt({ token, user }) {
      if (user) ⟦T.role⟧token.role = ⟦User.role⟧user.role;
      return token;
    }`;

const declaringUser = (type: string, token: string): string => `export {};

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
];

describe("what signIn writes on the user", () => {
  for (const one of cases) test(one.name, () => void checkInference(one));
});
