import { describe, test } from "vitest";
import { checkMarked } from "../support/marked-project.js";

/** Two configs of one program: the first one assigns everything, the second one does what is given. */
function authFile(second: string, first = assigns): string {
  return `import NextAuth from "next-auth";

export const one = NextAuth({ providers: [], callbacks: { ${first} } });
export const other = NextAuth({ providers: [], callbacks: { ${second} } });
`;
}
const assigns = `
  jwt({ token, user }) {
    if (user) {
      token.email = user.email as string;
      token.picture = user.image;
    }
    return token;
  },
  session({ session, token }) {
    session.user.email = token.email;
    session.user.name = token.name ?? "";
    session.user.role = "admin";
    return session;
  }`;

/** An augmentation whose session has these members of `user`. */
function declared(email: string, role: string): string {
  return `import "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface Session {
    user: {
      name: string;
      ${email}: string;
      ${role}: string;
    };
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    email: string;
    picture?: string | null;
  }
}
`;
}

function expectFindings(name: string, second: string, email: string, role: string): void {
  checkMarked({
    options: { nextAuth: "5.0.0-beta.32" },
    files: { "auth.ts": authFile(second), "next-auth.d.ts": declared(email, role) },
  });
}

describe("one of two configs assigns nothing that the library does not fill itself:", () => {
  test.each([
    ["no session callback", "jwt({ token }) { return token; }"],
    ["no callback that matters", "signIn() { return true; }"],
    ["a session that is spread", "session({ session }) { return { ...session }; }"],
    ["a user that is spread", "session({ session }) { return { ...session, user: { ...session.user } }; }"],
    ["a session of which nothing is done", "session({ session }) { return session; }"],
    ["a token that is spread", "jwt({ token }) { return { ...token }; }"],
  ])("%s", (name, second) => {
    expectFindings(name, second, "email", "role?");
  });
});

describe("one of two configs lacks what the library does not fill", () => {
  test("a field of the project's own may be missing", () => {
    expectFindings("own", "session({ session }) { return session; }", "email", "⟦no-maybe-missing-field⟧role");
  });

  test("a field of a user that is replaced may be missing", () => {
    expectFindings(
      "replaced",
      'session({ session }) { return { ...session, user: { name: "Ann", role: "admin" } }; }',
      "⟦no-maybe-missing-field⟧email",
      "role",
    );
  });
});
