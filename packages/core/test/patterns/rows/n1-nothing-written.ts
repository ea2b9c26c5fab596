import { pattern } from "../pattern.js";

const session = (body: string): string => `session({ session, token }) {
      ${body}
    }`;
const silent = { fields: [], augmentation: "" } as const;

export const n1 = pattern("N1", "nothing written", [
  { name: "a session that is returned", session: "session({ session }) { return session }", ...silent },
  { name: "an arrow function", session: "session: async ({ session }) => session", ...silent },
  { name: "a token that is returned", jwt: "async jwt({ token }) { return token; }", ...silent },
  { name: "no callbacks", ...silent },
  {
    name: "no `callbacks` at all",
    auth: `import NextAuth from "next-auth";
export default NextAuth({ providers: [] });
`,
    ...silent,
  },
  { name: "a callback of another event", session: "signIn() { return true; }", ...silent },
  { name: "copies", session: session("return { ...session, user: { ...session.user } };"), ...silent },
  { name: "what was there already", session: session("return { ...session, user: session.user };"), ...silent },
  {
    name: "reads",
    head: "declare function log(...values: unknown[]): void;",
    session: session(`log(session, token.sub, session.user?.email);
      if (token.exp && session.user) log("signed in");
      return Promise.resolve(session);`),
    ...silent,
  },
  {
    name: "writes to other objects",
    jwt: `jwt({ token, user }) {
      const copy = { ...token };
      copy.seen = true;
      const stats = { visits: 0 };
      stats.visits = 1;
      return user ? token : token;
    }`,
    ...silent,
  },
  {
    name: "a local name that is assigned",
    session: session(`let plan: string | undefined = token.sub;
      plan = undefined;
      return plan ? session : session;`),
    ...silent,
  },
]);
