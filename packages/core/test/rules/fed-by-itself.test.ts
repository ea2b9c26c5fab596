import { describe, expect, test } from "vitest";
import { project, type Project } from "../support/project.js";

/** A token of Auth.js 5 that nothing declares. */
function given(jwt: string, nextAuth: "4.24.15" | "5.0.0-beta.32" = "5.0.0-beta.32"): Project {
  const config = nextAuth === "4.24.15" ? "NextAuthOptions" : "NextAuthConfig";
  const auth = `import type { ${config} } from "next-auth";

export const config: ${config} = {
  providers: [],
  callbacks: {
    async jwt({ token, account, trigger, session }) {
${jwt}
    },
  },
};
`;
  return project({ "auth.ts": auth, "api.ts": api }, { nextAuth, compilerOptions: { lib: ["es2022", "dom"] } });
}

const api = `export interface Fresh { access: string; refresh?: string; expires: number }
export declare function renew(refresh: unknown): Promise<Fresh>;
`;

const declarationOf = (made: Project): string => made.fixed().files["next-auth.d.ts"] ?? "";

interface Case {
  readonly name: string;
  readonly jwt: string;
  /** The member of \`JWT\` that is right. */
  readonly member: string;
}

/** Each assigns to a field what a condition leaves of the field itself: nothing else than the other writes is known of it. */
const cases: readonly Case[] = [
  {
    name: "the provider's value, kept after a guard that throws,",
    jwt: `      if (account) return { ...token, refresh: account.refresh_token };
      if (!token.refresh) throw new TypeError("Sign in again");
      const fresh = await (await import("./api")).renew(token.refresh);
      return { ...token, refresh: fresh.refresh ? fresh.refresh : token.refresh };`,
    member: "refresh?: string",
  },
  {
    name: "a value kept by `??` after a guard that returns",
    jwt: `      if (account) token.refresh = account.refresh_token;
      if (!token.refresh) return token;
      const fresh = await (await import("./api")).renew(token.refresh);
      token.refresh = fresh.refresh ?? token.refresh;
      return token;`,
    member: "refresh?: string",
  },
  {
    name: "a value kept inside the branch that tests it",
    jwt: `      if (token.plan) {
        token.plan = token.plan;
      } else {
        token.plan = "free" as string;
      }
      return token;`,
    member: "plan: string",
  },
  {
    name: "a value kept by a conditional expression",
    jwt: `      token.visits = token.visits ? token.visits : 1;
      return token;`,
    member: "visits: number",
  },
  {
    name: "a value kept by `&&` and `||`",
    jwt: `      token.locale = (token.locale && token.locale) || "en";
      return token;`,
    member: "locale: string",
  },
  {
    name: "a value kept on the left of `??`",
    jwt: `      token.currency = token.currency ?? "EUR";
      return token;`,
    member: "currency: string",
  },
  {
    name: "a value set by `??=`",
    jwt: `      token.theme ??= "light";
      return token;`,
    member: "theme: string",
  },
  {
    name: "a value set by `||=` beside another write",
    jwt: `      if (account) token.seats = account.expires_at ?? 0;
      token.seats ||= 1;
      return token;`,
    member: "seats: number",
  },
  {
    name: "a value kept with a non-null assertion",
    jwt: `      token.region = trigger === "signUp" ? "eu" : token.region!;
      return token;`,
    member: "region: string",
  },
  {
    name: "a value kept in a local variable that a guard narrows",
    jwt: `      const { theme } = token;
      token.theme = theme != null ? theme : "light";
      return token;`,
    member: "theme: string",
  },
  {
    name: "a value kept beside a payload of type any",
    jwt: `      if (trigger === "update" && session) token.size = session.size;
      else if (token.size) token.size = token.size;
      else token.size = 12;
      return token;`,
    member: "size: number",
  },
];

describe.each(["4.24.15", "5.0.0-beta.32"] as const)(
  "a token's field that is fed by itself, next-auth %s",
  (nextAuth) => {
    test.each(cases)("$name has the type of its other writes", ({ jwt, member }) => {
      const made = given(jwt, nextAuth);
      expect(declarationOf(made)).toContain(`    ${member};\n`);
      expect(made.fixed().errors()).toEqual([]);
      expect(made.fixed().analysis().report.diagnostics).toEqual([]);
    });

    test("a field that is assigned nothing but its own rest is not declared", () => {
      const made = given("      if (token.note) return { ...token, note: token.note };\n      return token;", nextAuth);
      expect(declarationOf(made)).toBe("");
      expect(made.analysis().report.diagnostics.every(({ fixable }) => !fixable)).toBe(true);
    });
  },
);
