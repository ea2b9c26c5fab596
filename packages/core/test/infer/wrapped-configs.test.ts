import { describe, expect, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { checkMarked } from "../support/marked-project.js";
import type { ProjectOptions } from "../support/project.js";

const v5: ProjectOptions = { nextAuth: "5.0.0-beta.32", compilerOptions: { lib: ["es2022", "dom"] } };
const head = `import NextAuth from "next-auth";
import { tracing, withDefaults, withLogs } from "@acme/auth";
`;
const found = "callbacks: { session({ session }: any) { ⟦no-undeclared-field⟧session.plan = 1; return session; } }";
const own = `{ providers: [], ${found} }`;

function check(
  text: string,
  more: Readonly<Record<string, string>> = {},
  options: ProjectOptions = {},
): ReturnType<typeof checkMarked> {
  return checkMarked({
    files: { "auth.ts": `${head}${text}\nexport const used: unknown = [tracing, withDefaults, withLogs];\n`, ...more },
    options,
  });
}

describe("options in a wrapper that does not resolve", () => {
  test.each<[name: string, text: string, options?: ProjectOptions]>([
    ["in the call", `export default NextAuth(withDefaults(${own}));`],
    ["beside a name", `export default NextAuth(withDefaults("app", ${own}));`],
    ["before options of the wrapper's own", `export default NextAuth(withDefaults(${own}, { level: 1 }));`],
    ["in two wrappers", `export default NextAuth(withLogs(withDefaults(${own})));`],
    ["in a method of a name", `export default NextAuth(tracing.wrap(${own}));`],
    ["where the wrapper is awaited", `export default async () => NextAuth(await withDefaults(${own}));`],
    [
      "that satisfy a type",
      `import type { NextAuthOptions } from "next-auth";\nexport default NextAuth(withDefaults(${own} satisfies NextAuthOptions));`,
    ],
    [
      "of a variable with a type",
      `import type { NextAuthOptions } from "next-auth";\nexport const options: NextAuthOptions = withDefaults(${own});`,
    ],
    [
      "in a handler that gets requests",
      `export default (req: any, res: any) => NextAuth(req, res, withDefaults(${own}));`,
    ],
    [
      "in a function that makes them",
      `const getOptions = () => withDefaults(${own});\nexport default NextAuth(getOptions());`,
    ],
    [
      "with callbacks in a wrapper of their own",
      `export default NextAuth(withDefaults({ providers: [], callbacks: withLogs({ session({ session }: any) { ⟦no-undeclared-field⟧session.plan = 1; return session; } }) }));`,
    ],
    ["of Auth.js 5", `export const { auth } = NextAuth(withDefaults(${own}));`, v5],
    ["of Auth.js 5, for each request", `export const { auth } = NextAuth(() => withDefaults(${own}));`, v5],
  ])("the options are seen: %s", (_, text, options) => {
    check(text, {}, options);
  });

  test("`fix` declares what the callback assigns", () => {
    const made = check(`export default NextAuth(withDefaults(${own}));`);
    expect(made.fixed().files["next-auth.d.ts"]).toContain("plan: number;");
    expect(made.fixed().fixed().files).toEqual(made.fixed().files);
  });
});

describe("a declared field beside a wrapper of options", () => {
  const declared = { [types]: augmentation({ session: ["plan: number"], token: ["id: string"] }) };
  const quiet = "{ providers: [], callbacks: { session: ({ session }: any) => session } }";
  test.each<[name: string, text: string]>([
    ["that the wrapper may assign", `export default NextAuth(withDefaults(${quiet}));`],
    [
      "that another callback may assign",
      "export default NextAuth(withDefaults({ providers: [], callbacks: { signIn: () => true } }));",
    ],
    ["where nobody knows which of two are the options", `export default NextAuth(withDefaults(${quiet}, ${quiet}));`],
    ["where there are no callbacks", "export default NextAuth(withDefaults({ providers: [] }));"],
    [
      "of options with a type of their own that the wrapper is given",
      `import type { NextAuthOptions } from "next-auth";\nconst options: NextAuthOptions = ${quiet};\nexport default NextAuth(withDefaults(options));`,
    ],
    [
      "that needs the adapter which the wrapper may bring",
      `export default NextAuth(withDefaults({ providers: [], callbacks: { session: ({ session, user }: any) => { session.plan = user.plan; return session; } } }));`,
    ],
  ])("a field %s is not reported", (_, text) => {
    check(text, declared);
  });
});
