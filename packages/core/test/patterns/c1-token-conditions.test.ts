import { describe, test } from "vitest";
import { credentials, email, github } from "../support/auth-file.js";
import { checkReport, type InferenceCase } from "../support/inference.js";

/** A statement of a `jwt` callback, its name, and the fields it gives. */
type Row = readonly [statement: string, ...fields: string[]];

const x = "⟦T.x⟧token.x";

/** In `jwt`, what marks a sign-in happens once and stays. */
const always: readonly Row[] = [
  [`if (user) ${x} = "a";`, "T.x: string"],
  [`if (account) ${x} = "a";`, "T.x: string"],
  [`if (user && account) ${x} = "a";`, "T.x: string"],
  [`if (user || account) ${x} = "a";`, "T.x: string"],
  [`if (account) { if (user) ${x} = "a"; }`, "T.x: string"],
  [`user && (${x} = "a");`, "T.x: string"],
  [`if (!!user) ${x} = "a";`, "T.x: string"],
  [`if (user !== undefined) ${x} = "a";`, "T.x: string"],
  [`if (user != null) ${x} = "a";`, "T.x: string"],
  [`if (account !== null) ${x} = "a";`, "T.x: string"],
  [`if (!user) return token;\n      ${x} = "a";`, "T.x: string"],
  [`if (!user || !account) return token;\n      ${x} = "a";`, "T.x: string"],
  [`if (!account) { return token; } else { ${x} = "a"; }`, "T.x: string"],
  [`if (trigger === "signIn") ${x} = "a";`, "T.x: string"],
  [`if (trigger === "signUp") ${x} = "a";`, "T.x: string"],
  [`if ("signIn" === trigger) ${x} = "a";`, "T.x: string"],
  [`if (trigger === "signIn" || trigger === "signUp") ${x} = "a";`, "T.x: string"],
  [`if (trigger !== "update") ${x} = "a";`, "T.x: string"],
  [`if (trigger === "update") return token;\n      ${x} = "a";`, "T.x: string"],
  [`if (isNewUser) ${x} = "a";`, "T.x: string"],
  [`if (token.sub) ${x} = "a";`, "T.x: string"],
  [`if (token) ${x} = "a";`, "T.x: string"],
  [`if (user) ${x} = "a"; else ${x} = "b";`, "T.x: string"],
  [`if (enabled) ${x} = "a"; else ${x} = "b";`, "T.x: string"],
  [`if (enabled) ${x} = "a"; else if (list.length > 0) ${x} = "b"; else ${x} = 0;`, "T.x: string | number"],
  [`if (enabled) ${x} = "a";\n      if (!enabled) ${x} = "b";`, "T.x: string"],
  [`${x} = enabled ? "a" : 0;`, "T.x: string | number"],
  [`${x} = user ? user.id : token.x;`, "T.x: string"],
  [`if (!user) throw new Error("no user");\n      ${x} = "a";`, "T.x: string"],
  [`${x} = "a";\n      if (enabled) return token;`, "T.x: string"],
  [`${x} = "a";\n      if (enabled) ${x} = 0;`, "T.x: string | number"],
  [`switch (trigger) { case "signIn": ${x} = "a"; break; case "update": break; }`, "T.x: string"],
  [`switch (trigger) { case "signIn": case "signUp": ${x} = "a"; }`, "T.x: string"],
  [`switch (account?.provider) { case "github": ${x} = "a"; break; default: ${x} = "b"; }`, "T.x: string"],
  [`do { ${x} = "a"; } while (enabled);`, "T.x: string"],
  [`try { ${x} = await load(); } catch { ${x} = "failed"; }`, "T.x: string"],
  [`try { ${x} = await load(); } catch (error) { throw error; }`, "T.x: string"],
  [`try { await load(); } catch { } finally { ${x} = "a"; }`, "T.x: string"],
  [`try { await load(); } catch { return token; } finally { ${x} = "a"; }`, "T.x: string"],
  [`${x} ??= "a";`, "T.x: string"],
  [`${x} ||= "a";`, "T.x: string"],
  [`if (!token.x) ${x} = "a";`, "T.x: string"],
  [`if (token.x === undefined) ${x} = "a";`, "T.x: string"],
  [`if (token.x == null) ${x} = "a";`, "T.x: string"],
  [`if (!("x" in token)) ${x} = "a";`, "T.x: string"],
  [`if (["signIn", "signUp"].includes(trigger!)) ${x} = "a";`, "T.x: string"],
  [`const marks = ["signIn", "signUp"];\n      if (marks.includes(trigger!)) ${x} = "a";`, "T.x: string"],
  [`if (trigger == "signIn") ${x} = "a";`, "T.x: string"],
  [`if (trigger != "update") ${x} = "a";`, "T.x: string"],
  [`if (user?.id) ${x} = user.id;`, "T.x: string"],
  [`if (account && account.provider) ${x} = "a";`, "T.x: string"],
];

const sometimes: readonly Row[] = [
  [`if (account?.provider) void 0;\n      else ${x} = "a";`, "T.x?: string"],
  [`if (["update"].includes(trigger!)) ${x} = "a";`, "T.x?: string"],
  [`if (["signIn", "signUp"].includes(trigger!, 1)) ${x} = "a";`, "T.x?: string"],
  [`if (["signIn", "signUp"].indexOf(trigger!)) ${x} = "a";`, "T.x?: string"],
  [`if (list.includes(trigger!)) ${x} = "a";`, "T.x?: string"],
  [`if (trigger == "update") ${x} = "a";`, "T.x?: string"],
  [`if (user?.name) ${x} = user.name;`, "T.x?: string"],
  [`if (enabled) ${x} = "a";`, "T.x?: string"],
  [`if (!enabled) ${x} = "a";`, "T.x?: string"],
  [`if (user && enabled) ${x} = "a";`, "T.x?: string"],
  [`if (user) { if (enabled) ${x} = "a"; }`, "T.x?: string"],
  [`enabled && (${x} = "a");`, "T.x?: string"],
  [`enabled || (${x} = "a");`, "T.x?: string"],
  [`enabled ? (${x} = "a") : load();`, "T.x?: string"],
  [`if (enabled) return token;\n      ${x} = "a";`, "T.x?: string"],
  [`if (enabled) ${x} = "a"; else if (list.length > 0) ${x} = "b";`, "T.x?: string"],
  [`if (trigger === "update") ${x} = "a";`, "T.x?: string"],
  [`if (trigger === "update" && session) ${x} = "a";`, "T.x?: string"],
  [`if (user) { void 0; } else { ${x} = "a"; }`, "T.x?: string"],
  [`if (!user) ${x} = "a";`, "T.x?: string"],
  [`if (token.name) ${x} = "a";`, "T.x?: string"],
  [`if (token.email != null) ${x} = "a";`, "T.x?: string"],
  [`if (account?.access_token) ${x} = account.access_token;`, "T.x?: string"],
  [`if (account?.provider === "github") ${x} = "a";`, "T.x?: string"],
  [`switch (account?.provider) { case "github": ${x} = "a"; break; case "gitlab": ${x} = "b"; }`, "T.x?: string"],
  [`switch (trigger) { case "update": ${x} = "a"; }`, "T.x?: string"],
  [`for (const entry of list) ${x} = entry;`, "T.x?: string"],
  [`for (let i = 0; i < list.length; i++) ${x} = i;`, "T.x?: number"],
  [`while (list.length > 3) { ${x} = "a"; break; }`, "T.x?: string"],
  [`try { ${x} = await load(); } catch { }`, "T.x?: string"],
  [`try { ${x} = await load(); } catch { return token; }`, "T.x?: string"],
  [`try { ${x} = await load(); } catch { ⟦T.error⟧token.error = "failed"; }`, "T.x?: string", "T.error?: string"],
  [`try { await load(); ${x} = "a"; } catch { }`, "T.x?: string"],
];

/** Conditions on what the callback itself has put into the token. */
const correlated: readonly Row[] = [
  [`if (user) ⟦T.id⟧token.id = user.id;\n      if (token.id) ${x} = "a";`, "T.id: string", "T.x: string"],
  [
    `if (user) ⟦T.id⟧token.id = user.id;\n      if (!token.id) return token;\n      ${x} = "a";`,
    "T.id: string",
    "T.x: string",
  ],
  [`if (user) ⟦T.on⟧token.on = enabled;\n      if (token.on) ${x} = "a";`, "T.on: boolean", "T.x?: string"],
  // True wherever it is written, and both are written together.
  [`if (user) ⟦T.on⟧token.on = true;\n      if (token.on) ${x} = "a";`, "T.on: boolean", "T.x: string"],
  [
    `if (account) ⟦T.at⟧token.at = account.access_token;\n      if (token.at) ${x} = "a";`,
    "T.at: string | undefined",
    "T.x?: string",
  ],
  [`if (enabled) ⟦T.y⟧token.y = "y";\n      if (token.y) ${x} = "a";`, "T.y?: string", "T.x?: string"],
  [
    `if (enabled) ⟦T.y⟧token.y = "y";\n      if (enabled) ${x} = token.y;`,
    "T.y?: string",
    // For the compiler the two conditions have nothing to do with each other.
    "T.x?: string | undefined",
  ],
];

/** The same, asked in other ways. */
const furtherCorrelated: readonly Row[] = [
  [
    `if (user) ⟦T.id⟧token.id = user.id;\n      if (typeof token.id === "string") ${x} = "a";`,
    "T.id: string",
    "T.x: string",
  ],
  [`if (user) ⟦T.id⟧token.id = user.id;\n      if ("id" in token) ${x} = "a";`, "T.id: string", "T.x: string"],
  [
    `if (enabled) ⟦T.y⟧token.y = "y";\n      if (token.y === undefined) return token;\n      ${x} = "a";`,
    "T.y?: string",
    "T.x?: string",
  ],
  [`if (enabled) ⟦T.y⟧token.y = "y";\n      if ("y" in token) ${x} = "a";`, "T.y?: string", "T.x?: string"],
];

const jwt = (statement: string): string => `async jwt({ token, user, account, profile, trigger, isNewUser, session }) {
      ${statement}
      return token;
    }`;

function tests(rows: readonly Row[]): void {
  for (const [statement, ...fields] of rows) {
    const name = statement.replaceAll(/⟦[^⟧]*⟧/g, "").replaceAll(/\s+/g, " ");
    test(name, () => {
      checkReport({ name, jwt: jwt(statement), fields });
    });
  }
}

describe("C1: written at every sign-in or on every call", () => {
  tests(always);
});

describe("C1: written on some paths only", () => {
  tests(sometimes);
});

describe("C1: under a condition on another field", () => {
  tests([...correlated, ...furtherCorrelated]);
});

describe("C1: profile marks a sign-in only when every provider is OAuth", () => {
  const statement = `if (profile) ${x} = "a";`;
  const rows: readonly (readonly [string, readonly string[], string])[] = [
    ["OAuth alone", [github], "T.x: string"],
    ["two of OAuth", [github, github], "T.x: string"],
    ["credentials", [credentials()], "T.x?: string"],
    ["OAuth and credentials", [github, credentials()], "T.x?: string"],
    ["OAuth and e-mail", [github, email], "T.x?: string"],
    ["none that is known", [], "T.x?: string"],
  ];
  for (const [name, providers, field] of rows) {
    test(name, () => {
      checkReport({ name, jwt: jwt(statement), providers, fields: [field] });
    });
  }

  test("compared with what is not there", () => {
    const compared = `if (profile != null) ${x} = "a";`;
    checkReport({ name: "", jwt: jwt(compared), providers: [github], fields: ["T.x: string"] });
    checkReport({ name: "", jwt: jwt(compared), providers: [credentials()], fields: ["T.x?: string"] });
  });

  test("with account beside it", () => {
    const both = `if (account && profile) ${x} = "a";`;
    checkReport({ name: "", jwt: jwt(both), providers: [github], fields: ["T.x: string"] });
    checkReport({ name: "", jwt: jwt(both), providers: [github, credentials()], fields: ["T.x?: string"] });
  });
});

describe('C1: signInFields "optional"', () => {
  const rows: readonly InferenceCase[] = [
    { name: "user", jwt: jwt(`if (user) ${x} = "a";`), fields: ["T.x?: string"] },
    { name: "trigger", jwt: jwt(`if (trigger === "signIn") ${x} = "a";`), fields: ["T.x?: string"] },
    { name: "early return", jwt: jwt(`if (!account) return token;\n      ${x} = "a";`), fields: ["T.x?: string"] },
    { name: "on every call", jwt: jwt(`${x} = "a";`), fields: ["T.x: string"] },
    { name: "on either kind of call", jwt: jwt(`if (user) ${x} = "a"; else ${x} = "b";`), fields: ["T.x: string"] },
  ];
  for (const one of rows) {
    test(one.name, () => {
      checkReport({ ...one, analysis: { signInFields: "optional" } });
    });
  }
});
