import { describe, expect, test } from "vitest";
import { augmentation } from "../support/augmentation.js";
import { authFile, credentials, helpers, session, type AuthParts } from "../support/auth-file.js";
import { newErrors } from "../support/new-errors.js";
import { project, type Project, type ProjectOptions } from "../support/project.js";

const role: AuthParts = {
  providers: [credentials('{ id: "1", name: "Ann", role: String("admin") }')],
  jwt: "jwt({ token, user }) {\n      if (user) token.role = user.role;\n      return token;\n    }",
  session: session("session.user.role = token.role;"),
};
const reader =
  'import type { Session } from "next-auth";\nexport const roleOf = (session: Session) => session.user.role;\n';

function given(files: Readonly<Record<string, string>>, options: ProjectOptions = {}): Project {
  const made = project(
    { "helpers.ts": helpers, "reader.ts": reader, ...files },
    { ...options, analyze: { declareIn: "callback", ...options.analyze } },
  );
  expect(newErrors(made, made.fixed(), "auth.ts")).toEqual([]);
  expect(made.fixed().fixed().files).toEqual(made.fixed().files);
  return made;
}

/** The files that the fix changes, by name. */
function changedFiles(made: Project): string[] {
  return made.analysis().fix.changes.map(({ fileName }) => fileName.slice(made.workspace().root.length + 1));
}

const blocks = `
declare module "next-auth" {
  interface Session {
    user: {
      role: string;
    } & DefaultSession["user"];
  }

  interface User {
    role: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    role: string;
  }
}
`;

describe("declarations below the callbacks", () => {
  test("the blocks go to the end of the callbacks' file if nothing is declared", () => {
    const text = authFile(role);
    const made = given({ "auth.ts": text });
    expect(changedFiles(made)).toEqual(["auth.ts"]);
    expect(made.fixed().files["auth.ts"]?.slice(-blocks.length)).toBe(blocks);
    expect(made.fixed().errors()).toEqual([]);
  });

  test("the blocks go into the file of the callbacks if that is not the auth file", () => {
    const callbacks =
      'import type { NextAuthOptions } from "next-auth";\n\nexport const callbacks: NextAuthOptions["callbacks"] = {\n  session({ session }) {\n    session.user.role = "admin";\n    return session;\n  },\n};\n';
    const auth =
      'import type { NextAuthOptions } from "next-auth";\nimport { callbacks } from "./callbacks";\n\nexport const authOptions: NextAuthOptions = { providers: [], callbacks };\n';
    const made = given({ "auth.ts": auth, "callbacks.ts": callbacks });
    expect(changedFiles(made)).toEqual(["callbacks.ts"]);
    expect(made.fixed().files["callbacks.ts"]).toBe(
      `import type { NextAuthOptions, DefaultSession } from "next-auth";${callbacks.slice(callbacks.indexOf("\n"))}
declare module "next-auth" {
  interface Session {
    user: {
      role: string;
    } & DefaultSession["user"];
  }
}
`,
    );
  });

  test("a project that declares its session elsewhere continues to do so", () => {
    const made = given({ "auth.ts": authFile(role), "next-auth.d.ts": augmentation({ session: ["note?: string"] }) });
    expect(changedFiles(made)).toEqual(["next-auth.d.ts"]);
  });

  test("a JavaScript file takes no declaration, so the blocks get their own file", () => {
    const text =
      '/** @type {import("next-auth").NextAuthOptions} */\nexport const authOptions = {\n  providers: [],\n  callbacks: {\n    session({ session }) {\n      session.user.role = "admin";\n      return session;\n    },\n  },\n};\n';
    const made = project(
      { "auth.js": text, "reader.ts": reader },
      { compilerOptions: { allowJs: true, checkJs: true }, analyze: { declareIn: "callback" } },
    );
    expect(changedFiles(made)).toEqual(["next-auth.d.ts"]);
  });

  test("the blocks of Auth.js 5 name the modules that take effect", () => {
    const text = `import NextAuth from "next-auth";

export const { auth } = NextAuth({
  providers: [],
  callbacks: {
    session({ session }) {
      session.user.role = "admin";
      return session;
    },
  },
});
`;
    const made = given({ "auth.ts": text }, { nextAuth: "5.0.0-beta.32" });
    expect(changedFiles(made)).toEqual(["auth.ts"]);
    expect(made.fixed().errors()).toEqual([]);
    expect(made.fixed().files["auth.ts"]).toBe(
      `import NextAuth from "next-auth";
import type { DefaultSession } from "next-auth";${text.slice(text.indexOf("\n"))}
declare module "next-auth" {
  interface Session {
    user: {
      role: string;
    } & DefaultSession["user"];
  }
}
`,
    );
  });
});
