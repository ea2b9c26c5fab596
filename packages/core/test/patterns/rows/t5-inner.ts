import { augmentation, types } from "../../support/augmentation.js";
import { authFile } from "../../support/auth-file.js";
import { tokenAugmentation, userAugmentation } from "../../support/texts.js";
import { pattern } from "../pattern.js";

const jwt = (body: string): string => `jwt({ token }) {
      ${body}
      return token;
    }`;
const session = (body: string): string => `session({ session }) {
      ${body}
      return session;
    }`;

export const t5Inner = pattern("T5", "a write into a field of the token", [
  {
    name: "that nobody declares",
    jwt: jwt('⟦T.data.plan⟧(token.data as any).plan = "pro";'),
    fields: ["T.data.plan: string"],
    augmentation: tokenAugmentation("data: {\n      plan: string;\n    }"),
  },
  {
    name: "that is assigned as well",
    jwt: jwt(
      '⟦T.data⟧token.data = { theme: "dark" };\n      ⟦T.data.plan⟧(⟦no-callback-cast⟧token.data as any).plan = "pro";',
    ),
    fields: ["T.data: { theme: string; }", "T.data.plan?: string"],
    fixed: {
      "auth.ts": authFile({ jwt: jwt('token.data = { theme: "dark" };\n      token.data.plan = "pro";') }),
      "next-auth.d.ts": tokenAugmentation("data: { theme: string; plan?: string }"),
    },
  },
  {
    name: "that is assigned afresh afterwards: the write is lost",
    jwt: jwt('(token.data as any).plan = "pro";\n      ⟦T.data⟧token.data = { theme: "dark" };'),
    fields: ["T.data: { theme: string; }"],
    augmentation: tokenAugmentation("data: { theme: string }"),
  },
  {
    name: "that is declared without it",
    jwt: jwt('⟦T.data⟧token.data = { theme: "dark" };\n      ⟦T.data.plan⟧token.data.plan = "pro";'),
    files: { [types]: augmentation({ token: ["data: { theme: string }"] }) },
    fields: ["T.data: { theme: string; }", "T.data.plan?: string"],
    silent: ["T.data"],
    fixed: { [types]: augmentation({ token: ["data: { theme: string; plan?: string }"] }) },
  },
  {
    name: "that is declared with it, and may have it already",
    jwt: jwt('if (enabled) ⟦T.data.plan⟧token.data.plan = "pro";'),
    files: { [types]: augmentation({ token: ["data: { plan: string }"] }) },
    fields: ["T.data.plan?: string"],
    silent: ["T.data.plan"],
    fixed: {},
  },
  {
    name: "that is declared as a record of anything",
    jwt: jwt('⟦T.data.plan⟧token.data.plan = "pro";'),
    files: { [types]: augmentation({ token: ["data: Record<string, unknown>"] }) },
    fields: ["T.data.plan: string"],
    silent: ["T.data.plan"],
    fixed: {},
  },
  {
    name: "of another type than is declared",
    jwt: jwt('⟦T.data.level⟧token.data.level = "high" as any as string;'),
    files: { [types]: augmentation({ token: ["data: { ⟦no-mismatched-field⟧level: number }"] }) },
    fields: ["T.data.level: string"],
    silent: ["T.data.level"],
    fixed: { [types]: augmentation({ token: ["data: { level: string }"] }) },
  },
  {
    name: "two levels down",
    jwt: jwt('⟦T.data.org.plan⟧(token.data as any).org.plan = "pro";'),
    fields: ["T.data.org.plan: string"],
    augmentation: tokenAugmentation("data: {\n      org: {\n        plan: string;\n      };\n    }"),
  },
  {
    name: "of the session's user",
    session: session(
      '⟦U.org⟧session.user!.org = { id: 1 };\n      ⟦U.org.plan⟧(⟦no-callback-cast⟧session.user!.org as any).plan = "pro";',
    ),
    fields: ["U.org: { id: number; }", "U.org.plan?: string"],
    fixed: {
      "auth.ts": authFile({
        session: session('session.user!.org = { id: 1 };\n      session.user!.org.plan = "pro";'),
      }),
      "next-auth.d.ts": userAugmentation("org: { id: number; plan?: string }"),
    },
  },
]);
