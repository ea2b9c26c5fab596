import { describe, expect, test } from "vitest";
import { project, type Project } from "../support/project.js";

/**
 * Auth.js 5 always gives `jwt` a user with an id at a sign-in: one that `authorize` leaves out is made up, and that of an OAuth provider always is.
 * Its `User` declares the id as optional all the same, because `authorize`, `profile()` and others may leave it out.
 */
interface Parts {
  readonly jwt: string;
  readonly session?: string;
  readonly provider?: string;
  readonly files?: Readonly<Record<string, string>>;
}

function given({ jwt, session = "", provider = "GitHub", files = {} }: Parts): Project {
  const auth = `import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import GitHub from "next-auth/providers/github";

export const { auth } = NextAuth({
  providers: [${provider}],
  callbacks: {
    jwt({ token, user }) { ${jwt} return token; },
    session({ session, token }) { ${session} return session; },
  },
});

export const used: unknown = [Credentials, GitHub];
`;
  return project({ "auth.ts": auth, ...files }, { nextAuth: "5.0.0-beta.32" });
}

/** The members that are declared in the end, each with its interface. */
function declared(made: Project): string[] {
  const text = made.fixed().files["next-auth.d.ts"] ?? "";
  let owner = "";
  return text.split("\n").flatMap((line): string[] => {
    owner = /interface (\w+)/.exec(line)?.[1] ?? owner;
    const member = /^\s+(["\w]+\??: [^{;]+);/.exec(line)?.[1];
    return member === undefined ? [] : [`${owner} ${member}`];
  });
}

const reader = (field: string): Readonly<Record<string, string>> => ({
  "page.ts": `import { auth } from "./auth";
export async function me(): Promise<string> {
  const session = await auth();
  return session ? session.user.${field} : "";
}
`,
});

describe("the id of a user of Auth.js 5, kept in the token", () => {
  const whole = ["JWT id: string", "User id: string"];

  test("the id is a string if the callback that hands it on needs one", () => {
    const made = given({ jwt: "if (user) token.id = user.id;", session: "session.user.id = token.id;" });
    expect(declared(made).sort()).toEqual(whole);
    expect(made.fixed().errors()).toEqual([]);
  });

  test("the id is a string if a reader of the session needs one", () => {
    const made = given({
      jwt: "if (user) token.userId = user.id;",
      session: "session.user.id = token.userId;",
      files: reader("id"),
    });
    expect(declared(made).sort()).toEqual(["JWT userId: string", "Session id: string", "User id: string"]);
    expect(made.fixed().errors()).toEqual([]);
  });

  test("the id is a string if its author asserts it, and `User` stays as it is", () => {
    const made = given({ jwt: "if (user) token.id = user.id!;", session: "session.user.id = token.id;" });
    expect(declared(made)).toEqual(["JWT id: string"]);
    expect(made.fixed().errors()).toEqual([]);
  });

  test("the id is a string if its author casts it", () => {
    const made = given({ jwt: "if (user) token.id = user.id as string;", session: "session.user.id = token.id;" });
    expect(declared(made)).toEqual(["JWT id: string"]);
    expect(made.fixed().errors()).toEqual([]);
  });

  // A required `JWT.id` needs a required `User.id`, which everybody who makes a user has to meet: that is asked only where something needs it.
  test("the id is optional if nothing needs more", () => {
    const made = given({ jwt: "if (user) token.id = user.id;" });
    expect(declared(made)).toEqual(["JWT id?: string"]);
    expect(made.fixed().errors()).toEqual([]);
  });

  test("the id is optional if its reader allows for that", () => {
    const made = given({ jwt: "if (user) token.id = user.id;", session: "if (token.id) session.user.id = token.id;" });
    expect(declared(made)).toEqual(["JWT id?: string"]);
    expect(made.fixed().errors()).toEqual([]);
  });

  test("the id is optional if `authorize` leaves it out, as its literal must stay a user", () => {
    const made = given({
      jwt: "if (user) token.id = user.id;",
      session: "session.user.id = token.id;",
      provider: 'Credentials({ authorize: () => ({ name: "Ann" }) })',
    });
    expect(declared(made)).toEqual(["JWT id?: string"]);
    expect(made.fixed().errors()).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 2322, file: "auth.ts" })]),
    );
  });

  test("the id is optional behind a cast of its author", () => {
    const made = given({ jwt: "if (user) token.id = user.id;", session: "session.user.id = token.id as string;" });
    expect(declared(made)).toEqual(["JWT id?: string"]);
    expect(made.fixed().files["auth.ts"]).toContain("token.id as string");
    expect(made.fixed().errors()).toEqual([]);
  });
});
