import { augmentation } from "../../support/augmentation.js";
import { session } from "../../support/auth-file.js";
import { pattern } from "../pattern.js";
import { sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";

export const a1 = pattern("A1", "alias or destructuring inside", [
  {
    name: "an alias of the user",
    session: session(`const u = session.user;
      ⟦U.id⟧u.id = token.sub!;`),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "the user, destructured",
    session: session(`const { user } = session;
      ⟦U.id⟧user.id = token.sub!;`),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "the user, destructured under another name and tested",
    session: session(`const { user: u } = session;
      if (u) ⟦U.id⟧u.id = token.sub!;`),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "the user behind an optional chain, with an early return",
    session: session(`const user = session?.user;
      if (!user) return session;
      ⟦U.id⟧user.id = token.sub!;`),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "the user with a default that is never taken",
    session: session(`const { user = {} } = session;
      ⟦U.id⟧user.id = token.sub!;`),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "the user or a literal, put back",
    session: session(`const user = session.user ?? {};
      ⟦U.id⟧user.id = token.sub!;
      session.user = user;`),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "user and rest, put together again",
    session: `session({ session, token }) {
      const { user, ...rest } = session;
      return { ...rest, user: { ...user, ⟦U.id⟧id: token.sub! }, ⟦S.plan⟧plan: "free" };
    }`,
    fields: ["U.id: string", "S.plan: string"],
  },
  {
    name: "an alias of the session, returned",
    session: `session({ session }) {
      const s = session;
      ⟦S.plan⟧s.plan = "free";
      return s;
    }`,
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "an alias of the token",
    jwt: `jwt({ token, user }) {
      const t = token;
      if (user) ⟦T.id⟧t.id = user.id;
      return t;
    }`,
    fields: ["T.id: string"],
    augmentation: tokenAugmentation("id: string"),
  },
  {
    name: "a field of the token, destructured",
    jwt: `jwt({ token, user }) {
      if (user) ⟦T.id⟧token.id = user.id;
      return token;
    }`,
    session: session(`const { id, sub = "nobody" } = token;
      ⟦U.id⟧session.user.id = id;
      ⟦U.subject⟧session.user.subject = sub;`),
    fields: ["T.id: string", "U.id: string", "U.subject: string"],
  },
  {
    name: "an alias that gets another object and is not put back",
    session: session(`let user = session.user;
      user = { ...user, id: token.sub! };
      user.role = "admin";`),
    fields: [],
    augmentation: "",
  },
  {
    name: "an alias that gets another object and is put back",
    session: `session({ session, token }) {
      let user = session.user;
      user = { ...user, ⟦U.id⟧id: token.sub! };
      ⟦U.role⟧user.role = "admin";
      return { ...session, user };
    }`,
    fields: ["U.id: string", "U.role: string"],
    augmentation: userAugmentation("id: string", "role: string"),
  },
  {
    name: "in a function inside, which is called",
    session: session(`const user = session.user;
      const identify = (): void => {
        ⟦U.id⟧user.id = token.sub!;
      };
      identify();`),
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "in a function that gets what a promise brings, and answers with the session",
    session: `session({ session, token }) {
      return load().then((plan) => {
        ⟦S.plan⟧session.plan = plan;
        ⟦U.id⟧session.user.id = token.sub!;
        return session;
      });
    }`,
    fields: ["S.plan: string", "U.id: string"],
    augmentation: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    plan: string;
    user: {
      id: string;
    } & DefaultSession["user"];
  }
}
`,
  },
  {
    name: "in a function that may be another one at run time: what it gets is open",
    head: `let decorate = (user: any): void => { user.id = 1; };
declare const which: "seal";
const helpers = { seal: (user: any): void => { user.id = 2; } };
export function replace(): void { decorate = helpers.seal; }`,
    session: session(`decorate(session.user);
      helpers[which](session.user);`),
    files: { "types/next-auth.d.ts": augmentation({ user: ["id: string"] }) },
    fields: [],
    open: ["Session.user"],
    augmentation: "",
  },
  {
    name: "in a function that runs for each entry of a list",
    session: session(`const { user } = session;
      list.forEach((entry) => {
        ⟦U.last⟧user.last = entry;
      });`),
    fields: ["U.last?: string"],
    augmentation: userAugmentation("last?: string"),
  },
  {
    name: "an alias in a list, which is not followed",
    session: session(`const [user] = [session.user];
      user.id = token.sub!;`),
    files: { "types/next-auth.d.ts": augmentation({ user: ["id: string"] }) },
    fields: [],
    open: ["Session.user"],
    augmentation: "",
  },
  {
    name: "an object of a class that holds the session, which is not followed",
    head: "class Builder { constructor(readonly session: object) {} build(): void {} }",
    session: session("new Builder(session).build();"),
    files: { "types/next-auth.d.ts": augmentation({ session: ["plan: string"], user: ["id: string"] }) },
    fields: [],
    open: ["Session", "Session.user"],
    augmentation: "",
  },
]);
