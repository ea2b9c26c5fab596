import { pattern } from "../pattern.js";
import { sessionAugmentation, sessionCallback as session, tokenAugmentation } from "../../support/texts.js";

const x = "⟦S.x⟧session.x";

export const c3 = pattern("C3", "try, catch and finally", [
  {
    name: "the catch sets an error",
    session: session(`try {
        ${x} = await load();
      } catch {
        ⟦S.error⟧session.error = "failed";
      }`),
    fields: ["S.x?: string", "S.error?: string"],
    augmentation: sessionAugmentation("x?: string", "error?: string"),
  },
  {
    name: "the catch returns the session",
    session: session(`try {
        ${x} = await load();
        return session;
      } catch (error) {
        void error;
        return session;
      }`),
    fields: ["S.x?: string"],
    augmentation: sessionAugmentation("x?: string"),
  },
  {
    name: "both write",
    session: session(`try {
        ${x} = await load();
      } catch {
        ${x} = null;
      }`),
    fields: ["S.x: string | null"],
    augmentation: sessionAugmentation("x: string | null"),
  },
  {
    name: "the catch throws",
    session: session(`try {
        ${x} = await load();
      } catch (error) {
        throw new Error("no session", { cause: error });
      }`),
    fields: ["S.x: string"],
    augmentation: sessionAugmentation("x: string"),
  },
  {
    name: "nothing that throws before the write",
    session: session(`try {
        ${x} = token.sub!;
        await load();
      } catch {
        ⟦S.error⟧session.error = "failed";
      }`),
    fields: ["S.x: string", "S.error?: string"],
    augmentation: sessionAugmentation("x: string", "error?: string"),
  },
  {
    name: "nothing that throws at all",
    session: session(`try {
        if (session.user) {
          ${x} = token.sub!;
        }
      } catch (error) {
        void error;
      }`),
    fields: ["S.x: string"],
    augmentation: sessionAugmentation("x: string"),
  },
  {
    name: "what never throws before the write",
    session: session(`try {
        const now = new Date(Date.now());
        ${x} = String(now);
      } catch {
        return session;
      }`),
    fields: ["S.x: string"],
  },
  {
    name: "thrown after a write in one branch",
    session: session(`try {
        if (enabled) {
          ${x} = "a";
          await load();
        } else {
          ${x} = "b";
        }
      } catch {}`),
    fields: ["S.x: string"],
  },
  {
    name: "written before the try",
    session: session(`${x} = "none";
      try {
        ${x} = await load();
      } catch {}`),
    fields: ["S.x: string"],
  },
  {
    name: "deleted by the catch",
    session: session(`${x} = "none";
      try {
        await load();
      } catch {
        delete session.x;
      }`),
    fields: ["S.x?: string"],
  },
  {
    name: "finally alone",
    session: session(`try {
        ${x} = await load();
      } finally {
        ⟦S.done⟧session.done = true;
      }`),
    fields: ["S.x: string", "S.done: boolean"],
    augmentation: sessionAugmentation("x: string", "done: boolean"),
  },
  {
    name: "finally after a catch that returns",
    session: session(`try {
        ${x} = await load();
      } catch {
        return session;
      } finally {
        ⟦S.done⟧session.done = true;
      }`),
    fields: ["S.x?: string", "S.done: boolean"],
  },
  {
    name: "finally that returns, whatever was thrown",
    session: session(`try {
        ${x} = await load();
      } finally {
        return session;
      }`),
    fields: ["S.x?: string"],
  },
  {
    name: "finally that replaces what both have written",
    session: session(`try {
        session.x = await load();
      } catch {
        session.x = null;
      } finally {
        ${x} = 1;
      }`),
    fields: ["S.x: number"],
    unfixable: ["S.x"],
  },
  {
    name: "one inside another, which catches all",
    session: session(`try {
        try {
          ${x} = await load();
        } catch {
          ${x} = "inner";
        }
      } catch {
        ⟦S.error⟧session.error = "failed";
      }`),
    fields: ["S.x: string", "S.error?: string"],
  },
  {
    name: "one inside another, which throws again",
    session: session(`try {
        try {
          ${x} = await load();
        } catch (error) {
          ⟦S.inner⟧session.inner = true;
          throw error;
        }
      } catch {
        ⟦S.error⟧session.error = "failed";
      }`),
    fields: ["S.x?: string", "S.inner?: boolean", "S.error?: string"],
  },
  {
    name: "a throw of its own",
    session: session(`try {
        if (!enabled) throw new Error("off");
        ${x} = "a";
      } catch {
        ⟦S.error⟧session.error = "failed";
      }`),
    fields: ["S.x?: string", "S.error?: string"],
  },
  {
    name: "both return something",
    session: `session: async ({ session }) => {
      try {
        return { ...session, ⟦S.x⟧x: await load() };
      } catch {
        return { ...session, ⟦S.x⟧x: null, ⟦S.error⟧error: "failed" };
      }
    }`,
    fields: ["S.x: string | null", "S.error?: string"],
    augmentation: sessionAugmentation("x: string | null", "error?: string"),
  },
  {
    name: "a token that is refreshed or keeps what it has",
    jwt: `async jwt({ token, account }) {
      if (account) {
        ⟦T.accessToken⟧token.accessToken = account.access_token ?? "";
        return token;
      }
      try {
        return { ...token, ⟦T.accessToken⟧accessToken: await load() };
      } catch {
        return { ...token, ⟦T.error⟧error: "RefreshError" };
      }
    }`,
    fields: ["T.accessToken: string", "T.error?: string"],
    augmentation: tokenAugmentation("accessToken: string", "error?: string"),
  },
  {
    name: "a helper that writes and then throws",
    head: `import type { Session } from "next-auth";
async function fill(session: Session) {
  ⟦S.x⟧session.x = "a";
  await load();
  ⟦S.y⟧session.y = "b";
}`,
    session: session(`try {
        await fill(session);
      } catch {}`),
    fields: ["S.x?: string", "S.y?: string"],
  },
  {
    name: "in a loop, left by continue through finally",
    session: session(`for (const entry of list) {
        try {
          if (entry === "") continue;
          ⟦S.y⟧session.y = entry;
        } finally {
          ${x} = entry;
        }
      }`),
    fields: ["S.x?: string", "S.y?: string"],
  },
]);
