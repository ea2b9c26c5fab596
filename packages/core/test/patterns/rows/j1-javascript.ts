import { pattern } from "../pattern.js";
import { sessionAugmentation, userAugmentation } from "../../support/texts.js";

/** The project's TypeScript file that reads nothing: the auth file is another. */
const auth = "export {};\n";
const allowJs = { allowJs: true, checkJs: false };
const checkJs = { allowJs: true, checkJs: true };

const options = `import GithubProvider from "next-auth/providers/github";

/** @type {import("next-auth").NextAuthOptions} */
export const authOptions = {
  providers: [GithubProvider({ clientId: "id", clientSecret: "secret" })],
  callbacks: {
    async session({ session, token }) {
      ⟦U.id⟧session.user.id = token.sub;
      return session;
    },
  },
};
`;

const route = `import NextAuth from "next-auth";

export default NextAuth({
  providers: [],
  callbacks: {
    async session({ session }) {
      ⟦S.plan⟧session.plan = "free";
      return session;
    },
  },
});
`;

const untyped = `import NextAuth from "next-auth";

export const authOptions = {
  providers: [],
  callbacks: {
    async session({ session, token }) {
      ⟦U.id⟧session.user.id = token.sub;
      return session;
    },
  },
};
export default NextAuth(authOptions);
`;

/** Without marks: nothing is found there. */
const silentRoute = route.replace("⟦S.plan⟧", "");

/** A reader in TypeScript, which sees what is declared only. */
const reader = `import { getServerSession } from "next-auth";

export const session = await getServerSession();
`;

export const j1 = pattern("J1", "JavaScript file", [
  {
    name: "checked, with a JSDoc type",
    auth,
    files: { "lib/auth.js": options },
    compilerOptions: checkJs,
    fields: ["U.id: string | undefined"],
    augmentation: userAugmentation("id?: string"),
  },
  {
    name: "checked, by its call",
    auth,
    files: { "pages/api/auth/[...nextauth].js": route },
    compilerOptions: checkJs,
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "checked, without a type anywhere: the library's own are known by the call",
    auth,
    files: { "pages/api/auth/[...nextauth].js": untyped },
    compilerOptions: { ...checkJs, noImplicitAny: false },
    fields: ["U.id: string | undefined"],
    augmentation: userAugmentation("id?: string"),
  },
  {
    name: "not checked and without a type, with a reader in TypeScript",
    auth,
    files: { "pages/api/auth/[...nextauth].js": untyped, "reader.ts": reader },
    compilerOptions: allowJs,
    fields: ["U.id: string | undefined"],
    augmentation: userAugmentation("id?: string"),
  },
  {
    name: "checked, with a cast in JSDoc",
    auth,
    files: {
      "pages/api/auth/[...nextauth].js": route.replace(
        "⟦S.plan⟧session.plan",
        "/** @type {any} */ ⟦S.plan⟧(session).plan",
      ),
    },
    compilerOptions: checkJs,
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "checked by a comment of its own",
    auth,
    files: { "pages/api/auth/[...nextauth].js": `// @ts-check\n${route}` },
    compilerOptions: allowJs,
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "not checked, with a reader in TypeScript",
    auth,
    files: { "pages/api/auth/[...nextauth].js": route, "reader.ts": reader },
    compilerOptions: allowJs,
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "not checked, and no reader in TypeScript",
    auth,
    files: { "pages/api/auth/[...nextauth].js": silentRoute },
    compilerOptions: allowJs,
    fields: [],
    augmentation: "",
  },
  {
    name: "with a JSX reader that is not checked either",
    auth,
    files: {
      "pages/api/auth/[...nextauth].js": silentRoute,
      "pages/index.jsx":
        'import { useSession } from "next-auth/react";\n\nexport default () => useSession().data?.plan;\n',
    },
    compilerOptions: { ...allowJs, jsx: "preserve" },
    fields: [],
    augmentation: "",
  },
  {
    name: ".mjs and .jsx",
    auth,
    files: { "pages/api/auth.mjs": route, "page.jsx": options },
    compilerOptions: { ...checkJs, jsx: "preserve" },
    fields: ["S.plan?: string", "U.id?: string | undefined"],
  },
  {
    name: "not part of the program without allowJs",
    auth,
    files: { "pages/api/auth.js": silentRoute, "reader.ts": reader },
    fields: [],
    augmentation: "",
  },
  {
    name: "callbacks in JavaScript, the options in TypeScript",
    auth: `import type { NextAuthOptions } from "next-auth";
import { callbacks } from "./callbacks.js";

export const authOptions: NextAuthOptions = { providers: [], callbacks };
`,
    files: {
      "callbacks.js": `/** @type {NonNullable<import("next-auth").NextAuthOptions["callbacks"]>} */
export const callbacks = {
  session({ session, token }) {
    ⟦S.plan⟧session.plan = "free";
    return session;
  },
};
`,
    },
    compilerOptions: allowJs,
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "a .tsx file",
    auth,
    files: {
      "pages/api/auth.tsx": `import NextAuth from "next-auth";

${route.slice(route.indexOf("export"))}`,
    },
    compilerOptions: { jsx: "preserve" },
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "a .mts file",
    auth,
    files: { "pages/api/auth.mts": route.replace('"next-auth"', '"next-auth/next"') },
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "CommonJS",
    auth,
    files: {
      "pages/api/auth.cjs": `const { default: NextAuth } = require("next-auth");

module.exports = NextAuth({
  providers: [],
  callbacks: {
    async session({ session }) {
      ⟦S.plan⟧session.plan = "free";
      return session;
    },
  },
});
`,
    },
    compilerOptions: checkJs,
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "an unchecked file keeps no types of its own: an any is never declared",
    auth,
    files: {
      "pages/api/auth.js": `import NextAuth from "next-auth";
import { find } from "../../db";

export default NextAuth({
  providers: [],
  callbacks: {
    async session({ session, token }) {
      const row = await find(token.sub);
      ⟦S.plan⟧session.plan = row.plan;
      return session;
    },
  },
});
`,
      "db.js": "export async function find(id) {\n  return JSON.parse(id);\n}\n",
      "reader.ts": reader,
    },
    compilerOptions: allowJs,
    fields: ["S.plan: any"],
    unfixable: ["S.plan"],
  },
]);
