import { pattern } from "../pattern.js";
import { sessionAugmentation, tokenAugmentation, userAugmentation } from "../../support/texts.js";

const imports = 'import type { Session } from "next-auth";\nimport type { JWT } from "next-auth/jwt";\n';

export const h1 = pattern("H1", "helper that mutates or returns", [
  {
    name: "in another file, returned",
    head: 'import { decorate } from "./lib/decorate";',
    files: {
      "lib/decorate.ts": `${imports}
export function decorate(session: Session, token: JWT) {
  ⟦U.id⟧session.user.id = token.sub!;
  return session;
}
`,
    },
    session: "session: ({ session, token }) => decorate(session, token)",
    fields: ["U.id: string"],
    augmentation: userAugmentation("id: string"),
  },
  {
    name: "that only mutates",
    head: `${imports}function decorate(session: Session) {
  ⟦S.plan⟧session.plan = "free";
}`,
    session: `session({ session }) {
      decorate(session);
      return session;
    }`,
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "that returns a spread",
    head: `${imports}const decorate = (session: Session) => ({ ...session, ⟦S.plan⟧plan: "free" });`,
    session: "session: ({ session }) => decorate(session)",
    fields: ["S.plan: string"],
    augmentation: sessionAugmentation("plan: string"),
  },
  {
    name: "async, awaited",
    head: `${imports}async function decorate(session: Session) {
  ⟦S.plan⟧session.plan = await load();
  return session;
}`,
    session: `async session({ session }) {
      const decorated = await decorate(session);
      return decorated;
    }`,
    fields: ["S.plan: string"],
  },
  {
    name: "of the user alone",
    head: `${imports}function fill(user: Session["user"], token: JWT) {
  if (!user) return;
  ⟦U.id⟧user.id = token.sub!;
}`,
    session: `session({ session, token }) {
      fill(session.user, token);
      return session;
    }`,
    fields: ["U.id: string"],
  },
  {
    name: "that writes on some paths",
    head: `${imports}function decorate(session: Session) {
  if (!enabled) return session;
  ⟦S.plan⟧session.plan = "free";
  return session;
}`,
    session: "session: ({ session }) => decorate(session)",
    fields: ["S.plan?: string"],
    augmentation: sessionAugmentation("plan?: string"),
  },
  {
    name: "called on some paths",
    head: `${imports}function decorate(session: Session) {
  ⟦S.plan⟧session.plan = "free";
}`,
    session: `session({ session }) {
      if (enabled) decorate(session);
      return session;
    }`,
    fields: ["S.plan?: string"],
  },
  {
    name: "called twice with different values",
    head: `${imports}function set(session: Session, plan: string | number) {
  ⟦S.plan⟧session.plan = plan;
}`,
    session: `session({ session }) {
      if (enabled) set(session, "free");
      else set(session, 0);
      return session;
    }`,
    fields: ["S.plan: string | number"],
  },
  {
    name: "of the token, with the user",
    head: `import type { User } from "next-auth";
import type { JWT } from "next-auth/jwt";
function remember(token: JWT, user: User | undefined) {
  if (user) ⟦T.id⟧token.id = user.id;
  return token;
}`,
    jwt: "jwt: ({ token, user }) => remember(token, user)",
    fields: ["T.id: string"],
    augmentation: tokenAugmentation("id: string"),
  },
  {
    name: "that gives back a value only",
    head: `${imports}function idOf(token: JWT) {
  return token.sub ?? "";
}`,
    session: `session({ session, token }) {
      ⟦U.id⟧session.user.id = idOf(token);
      return session;
    }`,
    fields: ["U.id: string"],
  },
  {
    name: "that takes all of the callback's parameters",
    head: `${imports}function decorate({ session, token }: { session: Session; token: JWT }) {
  ⟦U.id⟧session.user.id = token.sub!;
  return session;
}`,
    session: "session: ({ session, token }) => decorate({ session, token })",
    fields: ["U.id: string"],
  },
  {
    name: "a method of an object",
    head: `${imports}const sessions = {
  decorate(session: Session) {
    ⟦S.plan⟧session.plan = "free";
    return session;
  },
};`,
    session: "session: ({ session }) => sessions.decorate(session)",
    fields: ["S.plan: string"],
  },
  {
    name: "one of several that another makes",
    head: `${imports}function createHelpers(plan: string) {
  return {
    decorate(session: Session) {
      ⟦S.plan⟧session.plan = plan;
    },
  };
}
const { decorate } = createHelpers("free");`,
    session: `session({ session }) {
      decorate(session);
      return session;
    }`,
    fields: ["S.plan: string"],
  },
  {
    name: "one through another",
    head: `${imports}function inner(session: Session) {
  ⟦S.plan⟧session.plan = "free";
}
function outer(session: Session) {
  inner(session);
  return session;
}`,
    session: "session: ({ session }) => outer(session)",
    fields: ["S.plan: string"],
  },
  {
    name: "one that calls itself",
    head: `${imports}function decorate(session: Session, depth: number) {
  if (depth > 0) decorate(session, depth - 1);
  ⟦S.plan⟧session.plan = "free";
}`,
    session: `session({ session }) {
      decorate(session, 3);
      return session;
    }`,
    fields: ["S.plan: string"],
    open: ["Session", "Session.user"],
  },
  {
    name: "without types, of which nothing can be seen",
    head: "declare const decorate: any;",
    session: `session({ session, token }) {
      decorate(session, token);
      return session;
    }`,
    fields: [],
    open: ["Session", "Session.user"],
    augmentation: "",
  },
]);
