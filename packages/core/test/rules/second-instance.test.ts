import { describe, expect, test } from "vitest";
import { checkMarked } from "../support/marked-project.js";

const config = `import type { NextAuthConfig } from "next-auth";
import GitHub from "next-auth/providers/github";

export const authConfig = { providers: [GitHub] } satisfies NextAuthConfig;
`;
const whole = `import NextAuth from "next-auth";
import { authConfig } from "./auth.config";

export const { auth, handlers } = NextAuth({
  ...authConfig,
  callbacks: {
    session({ session }) {
      session.user.role = "admin";
      session.plan = "pro";
      return session;
    },
  },
});
`;

/** The session's declaration, with the findings that are expected on its two fields. */
function declared({ role = "", plan = "" }: { readonly role?: string; readonly plan?: string } = {}): string {
  return `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    ${plan}plan: string;
    user: { ${role}role: string } & DefaultSession["user"];
  }
}
`;
}

const atField = "⟦no-maybe-missing-field⟧";
/** The reader takes a `string`, and is the author's to mend. */
const left = "⟦no-maybe-missing-field!⟧";
const edge = 'import NextAuth from "next-auth";\nimport { authConfig } from "./auth.config";\n';

interface Row {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly role?: string;
  readonly plan?: string;
}

/** Checks an app whose whole config has the callback, beside what these files do with the config for the edge. */
function check({ files, role, plan }: Row): ReturnType<typeof checkMarked> {
  return checkMarked({
    options: { nextAuth: "5.0.0-beta.32" },
    files: {
      "auth.config.ts": config,
      "auth.ts": whole,
      "next-auth.d.ts": declared({ ...(role !== undefined && { role }), ...(plan !== undefined && { plan }) }),
      ...files,
    },
  });
}

describe("an instance without the session callback whose session nobody reads lacks nothing:", () => {
  const silent: readonly Row[] = [
    {
      name: "the middleware of the guide",
      files: { "middleware.ts": `${edge}export const { auth: middleware } = NextAuth(authConfig);\n` },
    },
    { name: "exported at once", files: { "middleware.ts": `${edge}export default NextAuth(authConfig).auth;\n` } },
    {
      name: "an instance that only asks whether somebody is signed in",
      files: {
        "middleware.ts": `${edge}
const { auth } = NextAuth(authConfig);
export default auth((request) => {
  const isSignedIn = !!request.auth?.user;
  if (!isSignedIn) return Response.redirect(new URL("/", request.nextUrl));
  return undefined;
});
`,
      },
    },
    {
      name: "an instance that reads what the library itself fills",
      files: {
        "middleware.ts": `${edge}
const { auth } = NextAuth(authConfig);
export default auth((request) => {
  console.log(request.auth?.user?.email, request.auth?.expires);
});
declare const console: { log(...all: unknown[]): void };
`,
      },
    },
    {
      name: "an `authorized` that only asks whether there is a session",
      files: {
        "auth.config.ts": config.replace(
          "providers: [GitHub]",
          "providers: [GitHub], callbacks: { authorized: ({ auth }) => !!auth?.user }",
        ),
        "auth.ts": whole.replace("callbacks: {", "callbacks: {\n    ...authConfig.callbacks,"),
        "middleware.ts": `${edge}export default NextAuth(authConfig).auth;\n`,
      },
    },
    {
      name: "a field that is read from the other instance",
      files: {
        "middleware.ts": `${edge}export const { auth: middleware } = NextAuth(authConfig);\n`,
        "page.ts": `import { auth } from "./auth";

export async function role(): Promise<string | undefined> {
  const session = await auth();
  return session?.user.role;
}
`,
      },
    },
    {
      name: "a field of that name of another object",
      files: {
        "middleware.ts": `${edge}
const { auth } = NextAuth(authConfig);
const route = { user: { role: "none" } };
export default auth((request) => Response.json([route.user.role, request.auth?.user?.name]));
`,
      },
    },
    {
      name: "a part of which nobody makes an instance",
      files: {
        "auth.ts": whole
          .replace("...authConfig,", "...authConfig,\n  adapter,\n")
          .replace("export const", 'declare const adapter: import("@auth/core/adapters").Adapter;\nexport const'),
      },
    },
    {
      name: "a replaced callback of a part of which nobody makes an instance",
      files: {
        "auth.config.ts": config.replace(
          "providers: [GitHub]",
          "providers: [GitHub], callbacks: { session: ({ session }) => session }",
        ),
      },
    },
    {
      name: "an instance with a name, of which only the reader is taken",
      files: {
        "auth.config.ts": config.replace(
          "providers: [GitHub]",
          "providers: [GitHub], callbacks: { session: ({ session }) => session }",
        ),
        "middleware.ts": `${edge}
const instance = NextAuth(authConfig);
export default instance.auth((request) => Response.json(request.auth?.user?.name));
`,
      },
    },
  ];
  test.each(silent)("$name", (row) => {
    check(row);
  });

  test("`withAuth` of next-auth 4, which is given the token alone", () => {
    checkMarked({
      auth: {
        jwt: 'jwt({ token }) {\n      token.role = "admin";\n      return token;\n    }',
        session: "session({ session, token }) {\n      session.role = token.role;\n      return session;\n    }",
      },
      files: {
        "middleware.ts": `import { withAuth } from "next-auth/middleware";

export default withAuth({ callbacks: { authorized: ({ token }) => token?.role === "admin" } });
`,
        "types/next-auth.d.ts": `import "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface Session {
    role: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    role: string;
  }
}
`,
      },
    });
  });
});

describe("a field read from an instance without the session callback may be missing:", () => {
  const found: readonly Row[] = [
    {
      name: "from the request",
      role: atField,
      files: {
        "middleware.ts": `${edge}
const { auth } = NextAuth(authConfig);
export default auth((request) => Response.json(request.auth?.user.role));
`,
      },
    },
    {
      name: "from the request, of the instance itself",
      role: atField,
      files: {
        "middleware.ts": `${edge}
export default NextAuth(authConfig).auth(async (request) => {
  const { user } = request.auth ?? {};
  return Response.json(user?.role);
});
`,
      },
    },
    {
      name: "by a handler with a name, whose parameter is a pattern",
      plan: atField,
      files: {
        "middleware.ts": `import NextAuth, { type NextAuthRequest } from "next-auth";
import { authConfig } from "./auth.config";

const instance = NextAuth(authConfig);
const handler = ({ auth }: NextAuthRequest) => Response.json(auth?.plan ?? null);
export default instance.auth(handler);
`,
      },
    },
    {
      name: "by `authorized`",
      role: atField,
      files: {
        "auth.config.ts": config.replace(
          "providers: [GitHub]",
          'providers: [GitHub], callbacks: { authorized: ({ auth }) => auth?.user.role === "admin" }',
        ),
        "auth.ts": whole.replace("callbacks: {", "callbacks: {\n    ...authConfig.callbacks,"),
        "middleware.ts": `${edge}export default NextAuth(authConfig).auth;\n`,
      },
    },
    {
      name: "by another file, which imports its reader",
      role: left,
      files: {
        "auth.edge.ts": `${edge}export const { auth: edgeAuth } = NextAuth(authConfig);\n`,
        "page.ts": `import { edgeAuth } from "./auth.edge";

export async function role(): Promise<string> {
  const session = await edgeAuth();
  if (!session) return "none";
  const { user } = session;
  return user.role;
}
`,
      },
    },
    {
      name: "through a helper",
      plan: atField,
      files: {
        "auth.edge.ts": `${edge}
const { auth } = NextAuth(authConfig);
async function current() {
  return await auth();
}
export async function isPro(): Promise<boolean> {
  return (await current())?.plan === "pro";
}
`,
      },
    },
    {
      name: "from a config that is nobody's part, inline",
      role: atField,
      files: {
        "middleware.ts": `import NextAuth from "next-auth";

export default NextAuth({ providers: [] }).auth((request) => Response.json(request.auth?.user.role));
`,
      },
    },
  ];
  test.each(found)("$name", (row) => {
    check(row);
  });

  test("the finding names the config that lacks the field and the place that reads it", () => {
    const made = check({
      name: "related",
      role: atField,
      files: {
        "middleware.ts": `${edge}\nexport default NextAuth(authConfig).auth((request) => Response.json(request.auth?.user.role));\n`,
      },
    });
    const [finding] = made.analysis().diagnostics;
    expect(finding?.message).toBe(
      "`session.user.role` is declared as required, but not every config assigns it: readers may get `undefined`.",
    );
    expect(finding?.related.map(({ message, at }) => [message, at.file, at.line])).toEqual([
      ["assigned here", "auth.ts", 8],
      ["no callback of this config assigns it", "auth.config.ts", 4],
      ["read here from a session without it", "middleware.ts", 4],
    ]);
  });

  test("an undeclared field is declared as optional", () => {
    checkMarked({
      options: { nextAuth: "5.0.0-beta.32" },
      files: {
        "auth.config.ts": config,
        "auth.ts": whole
          .replace('      session.user.role = "admin";\n', "")
          .replace("session.plan", "⟦no-undeclared-field⟧session.plan"),
        "middleware.ts": `${edge}\nexport default NextAuth(authConfig).auth((request) => Response.json(request.auth?.plan));\n`,
      },
      fixed: {
        "next-auth.d.ts":
          'export {};\n\ndeclare module "next-auth" {\n  interface Session {\n    plan?: string;\n  }\n}\n',
      },
    });
  });

  test("a part that next-auth 4 hands to `getServerSession`", () => {
    checkMarked({
      files: {
        "base.ts": `import type { NextAuthOptions } from "next-auth";

export const base = { providers: [] } satisfies NextAuthOptions;
`,
        "auth.ts": `import NextAuth from "next-auth";
import { base } from "./base";

export default NextAuth({
  ...base,
  callbacks: {
    session({ session }) {
      session.plan = "pro";
      session.seats = 3;
      return session;
    },
  },
});
`,
        "page.ts": `import { getServerSession } from "next-auth";
import { base } from "./base";

export async function plan(): Promise<string | undefined> {
  return (await getServerSession(base))?.plan;
}
`,
        "types/next-auth.d.ts": `import "next-auth";

declare module "next-auth" {
  interface Session {
    ${atField}plan: string;
    seats: number;
  }
}
`,
      },
    });
  });
});
