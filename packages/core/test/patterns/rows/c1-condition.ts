import type { InferenceCase } from "../../support/inference.js";
import { pattern } from "../pattern.js";
import { sessionAugmentation, tokenAugmentation } from "../../support/texts.js";

const x = "⟦S.x⟧session.x";
const id = "⟦U.id⟧session.user.id";

/** A body of a `session` callback, by name, and the fields it gives. */
function inSession(name: string, body: string, ...fields: readonly string[]): InferenceCase {
  return {
    name,
    head: 'declare const kind: "free" | "pro";\nfunction fail(): never { throw new Error("failed"); }',
    session: `async session({ session, token }) {
      ${body}
      return session;
    }`,
    fields,
  };
}

/** The same of a `jwt` callback. */
function inToken(name: string, body: string, ...fields: readonly string[]): InferenceCase {
  return {
    name,
    jwt: `async jwt({ token, user, account, trigger, session }) {
      ${body}
      return token;
    }`,
    fields,
  };
}

const chains = [
  {
    ...inSession(
      "if, else if, else",
      `if (enabled) ${x} = "a";
      else if (list.length > 0) ${x} = 1;
      else ${x} = "c";`,
      "S.x: string | number",
    ),
    augmentation: sessionAugmentation("x: string | number"),
  },
  {
    ...inSession(
      "if, else if without else",
      `if (enabled) ${x} = "a";
      else if (list.length > 0) ${x} = 1;`,
      "S.x?: string | number",
    ),
    augmentation: sessionAugmentation("x?: string | number"),
  },
  inSession(
    "a last else that throws",
    `if (enabled) ${x} = "a";
      else if (list.length > 0) ${x} = "b";
      else throw new Error("neither");`,
    "S.x: string",
  ),
  inSession(
    "a last else that calls what never returns",
    `if (enabled) ${x} = "a";
      else fail();`,
    "S.x: string",
  ),
  inSession(
    "nested, each branch writes",
    `if (enabled) {
        if (list.length > 0) ${x} = "a";
        else ${x} = "b";
      } else {
        ${x} = "c";
      }`,
    "S.x: string",
  ),
  inSession(
    "nested, one branch does not",
    `if (enabled) {
        if (list.length > 0) ${x} = "a";
      } else {
        ${x} = "c";
      }`,
    "S.x?: string",
  ),
  inSession(
    "guards one after the other",
    `if (!session.user) return session;
      if (!token.sub) return session;
      ${id} = token.sub;`,
    "U.id: string",
  ),
  inSession(
    "a guard on what may be missing",
    `if (!token.email) return session;
      ⟦S.mail⟧session.mail = token.email;`,
    "S.mail?: string",
  ),
  inSession(
    "the return of an inner function is not the callback's",
    `list.forEach((entry) => {
        if (entry === "") return;
        ⟦S.last⟧session.last = entry;
      });
      ${x} = "a";`,
    "S.last?: string",
    "S.x: string",
  ),
  inSession(
    "a default for what the branches leave out",
    `${x} = "none";
      if (enabled) ${x} = token.sub!;`,
    "S.x: string",
  ),
  inSession(
    "a value that is chosen before",
    `let chosen: string | number = 0;
      if (enabled) chosen = "a";
      ${x} = chosen;`,
    "S.x: string | number",
  ),
  inSession(
    "every member of a union",
    `if (kind === "free") ${x} = 1;
      else if (kind === "pro") ${x} = 2;`,
    "S.x: number",
  ),
  inToken(
    "a list of what is called for",
    `if (["signIn", "signUp"].includes(trigger ?? "")) ⟦T.x⟧token.x = "a";`,
    "T.x: string",
  ),
  inToken(
    "a sign-in that is given a name",
    `const isSignIn = Boolean(user) && trigger !== "update";
      if (isSignIn) ⟦T.x⟧token.x = "a";`,
    "T.x: string",
  ),
];

const switches = [
  inSession(
    "cases that share a body, and a default",
    `switch (token.name) {
        case "Ann":
        case "Bob":
          ${x} = "a";
          break;
        default:
          ${x} = 0;
      }`,
    "S.x: string | number",
  ),
  inSession(
    "a fall-through that writes on the way",
    `switch (token.name) {
        case "Ann":
          ⟦S.y⟧session.y = 1;
        case "Bob":
          ${x} = "a";
          break;
        default:
          ${x} = "b";
      }`,
    "S.x: string",
    "S.y?: number",
  ),
  inSession(
    "a default first, which falls through",
    `switch (token.name) {
        default:
          ⟦S.y⟧session.y = 1;
        case "Ann":
          ${x} = "a";
      }`,
    "S.x: string",
    "S.y?: number",
  ),
  inSession(
    "a default that throws",
    `switch (token.name) {
        case "Ann":
          ${x} = "a";
          break;
        default:
          throw new Error("who?");
      }`,
    "S.x: string",
  ),
  inSession(
    "a case that returns",
    `switch (token.name) {
        case "Ann":
          ${x} = "a";
          return session;
        case "Bob":
          return session;
      }
      ${x} = "b";`,
    "S.x?: string",
  ),
  inSession(
    "every member of a union, and no default",
    `switch (kind) {
        case "free":
          ${x} = 1;
          break;
        case "pro":
          ${x} = 2;
          break;
      }`,
    "S.x: number",
  ),
  inSession(
    "one member of a union, and no default",
    `switch (kind) {
        case "free":
          ${x} = 1;
      }`,
    "S.x?: number",
  ),
  inSession(
    "on true",
    `switch (true) {
        case enabled:
          ${x} = "a";
          break;
        default:
          ${x} = "b";
      }`,
    "S.x: string",
  ),
  inSession(
    "with more cases than paths are kept apart",
    `switch (token.name) {
        ${Array.from({ length: 60 }, (_, index) => `case "${String(index)}": return session;`).join("\n        ")}
        default: ${x} = "a";
      }
      ⟦S.y⟧session.y = "b";`,
    "S.x?: string",
    "S.y?: string",
  ),
  inToken(
    "on what is called for",
    `switch (trigger) {
        case "signIn":
        case "signUp":
          ⟦T.x⟧token.x = "a";
          break;
        case "update":
          ⟦T.y⟧token.y = "b";
          break;
      }`,
    "T.x: string",
    "T.y?: string",
  ),
];

const loops = [
  inSession("for of", `for (const entry of list) ${x} = entry;`, "S.x?: string"),
  inSession("for of a list that is not empty", `for (const entry of ["a", "b"]) ${x} = entry;`, "S.x: string"),
  inSession("for in", `for (const key in { a: 1 }) ${x} = key;`, "S.x?: string"),
  inSession("for await", `for await (const entry of list) ${x} = entry;`, "S.x?: string"),
  inSession("for", `for (let i = 0; i < list.length; i++) ${x} = i;`, "S.x?: number"),
  inSession("while", `while (list.length > 3) ${x} = "a";`, "S.x?: string"),
  inSession("do while", `do ${x} = "a"; while (list.length > 3);`, "S.x: string"),
  inSession(
    "do while, left before the write",
    `do {
        if (enabled) break;
        ${x} = "a";
      } while (list.length > 3);`,
    "S.x?: string",
  ),
  {
    ...inSession(
      "without end, left after the write",
      `for (;;) {
        if (enabled) {
          ${x} = "a";
          break;
        }
      }`,
      "S.x: string",
    ),
    augmentation: sessionAugmentation("x: string"),
  },
  inSession(
    "without end, returned from after the write",
    `while (true) {
        if (!(await load())) continue;
        ${x} = "a";
        return session;
      }`,
    "S.x: string",
  ),
  inSession(
    "tried until it succeeds",
    `while (true) {
        try {
          ${x} = await load();
          break;
        } catch (error) {
          if (enabled) throw error;
        }
      }`,
    "S.x: string",
  ),
  inSession(
    "tried a few times",
    `for (let attempt = 0; attempt < 3; attempt++) {
        try {
          ${x} = await load();
          return session;
        } catch {}
      }
      throw new Error("gave up");`,
    "S.x: string",
  ),
  inSession(
    "without end, left before the write in a later round",
    `while (true) {
        if (list.length > 3) break;
        ${x} = "a";
      }`,
    "S.x?: string",
  ),
  inSession(
    "a write that only a second round comes to",
    `let before = "";
      for (const entry of list) {
        if (before !== "") ⟦S.previous⟧session.previous = before;
        before = entry;
      }`,
    "S.previous?: string",
  ),
  inSession(
    "a flag that is set inside and asked for afterwards",
    `let found = false;
      for (const entry of list) if (entry === "a") found = true;
      if (found) ${x} = "a";
      else ${x} = "b";`,
    "S.x: string",
  ),
  inSession(
    "a loop that does nothing to the session",
    `for (const entry of list) void entry;
      ${x} = "a";`,
    "S.x: string",
  ),
  inSession(
    "a labelled break out of two",
    `outer: for (const a of list) {
        for (const b of list) {
          if (a === b) break outer;
          ⟦S.y⟧session.y = b;
        }
        ${x} = a;
      }`,
    "S.x?: string",
    "S.y?: string",
  ),
  inSession(
    "a labelled continue of the outer one",
    `outer: while (list.length > 3) {
        for (const b of list) {
          if (b === "") continue outer;
          ⟦S.y⟧session.y = b;
        }
        ${x} = "a";
      }`,
    "S.x?: string",
    "S.y?: string",
  ),
  inSession(
    "a labelled block that is left after the write",
    `done: {
        if (enabled) {
          ${x} = "a";
          break done;
        }
        ${x} = "b";
      }`,
    "S.x: string",
  ),
  inSession(
    "a labelled block that is left before the write",
    `done: {
        if (enabled) break done;
        ${x} = "b";
      }`,
    "S.x?: string",
  ),
  inSession(
    "a break inside a switch leaves the switch alone",
    `for (const entry of list) {
        switch (entry) {
          case "a":
            break;
          default:
            continue;
        }
        ${x} = entry;
      }
      ⟦S.y⟧session.y = 1;`,
    // No other entry comes by there.
    'S.x?: "a"',
    "S.y: number",
  ),
];

const expressions = [
  inSession("&& of what is always there", `session.user && token.sub && (${id} = token.sub);`, "U.id: string"),
  inSession("&& of what is not", `token.name && (${x} = token.name);`, "S.x?: string"),
  inSession("||", `token.name || (${x} = "nobody");`, "S.x?: string"),
  inSession("??", `token.name ?? (${x} = "nobody");`, "S.x?: string"),
  inSession("?? of a value", `${x} = token.name ?? token.email ?? "nobody";`, "S.x: string"),
  inSession("|| of a value", `${x} = token.name || "nobody";`, "S.x: string"),
  inSession("both branches of a ternary", `enabled ? (${x} = "a") : (${x} = 1);`, "S.x: string | number"),
  inSession("one branch of a ternary", `enabled ? (${x} = "a") : undefined;`, "S.x?: string"),
  inSession(
    "a ternary inside a ternary",
    `${x} = enabled ? "a" : list.length > 0 ? 1 : null;`,
    "S.x: string | number | null",
  ),
  inSession("one after the other with commas", `(${x} = "a"), (⟦S.y⟧session.y = 1);`, "S.x: string", "S.y: number"),
  inSession("a target reached through ?. and !", `⟦U.id⟧(session?.user)!.id = token.sub!;`, "U.id: string"),
  inSession(
    "a test with ?. of what is always there",
    `if (session?.user?.name !== undefined || session?.user) ${id} = token.sub!;`,
    "U.id: string",
  ),
  inSession("delete after a write", `session.x = "a";\n      delete session.x;`),
  inSession("delete on one path", `${x} = "a";\n      if (enabled) delete session.x;`, "S.x?: string"),
  inSession("delete with ?.", `${x} = "a";\n      if (enabled) delete session?.x;`, "S.x?: string"),
  {
    ...inSession("a write after delete", `session.x = 1;\n      delete session.x;\n      ${x} = "a";`, "S.x: string"),
    unfixable: ["S.x"],
  },
  {
    ...inToken(
      "delete on every later call",
      `if (user) ⟦T.fresh⟧token.fresh = true;
      else delete token.fresh;`,
      "T.fresh?: boolean",
    ),
    augmentation: tokenAugmentation("fresh?: boolean"),
  },
];

export const c1 = pattern("C1", "conditional write", [...chains, ...switches, ...loops, ...expressions]);
