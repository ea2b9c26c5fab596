import { describe, test } from "vitest";
import { authFile } from "../support/auth-file.js";
import { unmarked } from "../support/marked.js";
import { checkMarked, type MarkedProject } from "../support/marked-project.js";

const found = "⟦require-callback-return⟧";
const manual = "⟦require-callback-return!⟧";
const head = 'import type { JWT } from "next-auth/jwt";\nexport type Token = JWT;';

type Row = readonly [name: string, callback: string, fixed?: string];

/** A `jwt` whose body is this, and which returns at its end. */
const body = (text: string): string => `async jwt({ token }) {\n      ${text}\n      return token;\n    }`;

/** Where the name means something else, the return is left to its author. */
const hidden: readonly Row[] = [
  ["a variable of a block", body(`{ let token = await load(); token += "1"; if (token) ${manual}return; }`)],
  [
    "a `var` of a function inside",
    body(
      `const note = (): void => { var token = 1; void token; };\n      note();\n      for (let token = 0; token < 2; token++) ${manual}return;`,
    ),
  ],
  ["a loop over names", body(`for (const token in { a: 1 }) { if (token) ${manual}return; }`)],
  ["a loop over lists that are taken apart", body(`for (const [token] of [list]) { if (token) ${manual}return; }`)],
  ["an enum", body(`{ enum token { A } if (enabled) ${manual}return; void token.A; }`)],
  ["a class expression's variable", body(`{ const token = class {}; if (enabled) ${manual}return; void token; }`)],
  ["what a `case` declares", body(`switch (list.length) { case 1: const token = 1; if (token) ${manual}return; }`)],
  [
    "what a `case` declares further down",
    body(`switch (list.length) { case 1: ${manual}return; case 2: let token = 1; void token; }`),
  ],
  [
    "what a block declares further down",
    body(`{ if (enabled) ${manual}return; const token = await load(); void token; }`),
  ],
  ["what is taken out of something else", body(`{ const { token } = { token: 1 }; if (token) ${manual}return; }`)],
  [
    "a part under another name",
    body(`{ const { id: token = "none" } = {} as { id?: string }; if (token) ${manual}return; }`),
  ],
  ["a rest of a list", body(`{ const [, ...token] = list; if (token.length) ${manual}return; }`)],
  [
    "the loop's own variable under `using`-like nesting",
    body(`for (const token of list) for (const one of list) { if (one === token) ${manual}return; }`),
  ],
  [
    "a renamed parameter",
    `async jwt({ token: own }) {\n      for (const own of list) if (own) ${manual}return;\n      return own;\n    }`,
  ],
  [
    "a whole parameter",
    `async jwt(params) {\n      for (const params of list) if (params) ${manual}return;\n      return params.token;\n    }`,
  ],
];

/** Where the callback does not take it out, nobody guesses. */
const notTaken: readonly Row[] = [
  ["a rest of all parameters", `${manual}session(...all: any) {\n      void all;\n    }`],
  ["`arguments`", `${manual}session: async function () {\n      void arguments;\n    }`],
  [
    "a function of that name",
    `${manual}session: async function session({ token }) {\n      void [session, token];\n    }`.replace(
      `${manual}session: async function session`,
      `session: async function ${manual}session`,
    ),
  ],
  ["a constant of the file", `${manual}session({ token }) {\n      void [token, outside];\n    }`],
  ["a copy that is taken apart", `${manual}session({ session: { ...session } }) {\n      void session;\n    }`],
];

/** Where it has it, by whatever name, that is returned. */
const taken: readonly Row[] = [
  [
    "a renamed parameter beside a constant of the name",
    `async jwt({ token: own }) {\n      for (const token of list) if (token) ${found}return;\n      return own;\n    }`,
    "async jwt({ token: own }) {\n      for (const token of list) if (token) return own;\n      return own;\n    }",
  ],
  [
    "a parameter with a default",
    `${found}jwt({ token = {} as JWT }) {\n      void token;\n    }`,
    "jwt({ token = {} as JWT }) {\n      void token;\n      return token;\n    }",
  ],
  [
    "a renamed parameter with a default",
    `${found}jwt({ token: own = {} as JWT }) {\n      void own;\n    }`,
    "jwt({ token: own = {} as JWT }) {\n      void own;\n      return own;\n    }",
  ],
  [
    "a default of all",
    `${found}jwt({ token } = {} as any) {\n      void token;\n    }`,
    "jwt({ token } = {} as any) {\n      void token;\n      return token;\n    }",
  ],
  [
    "a name in quotes",
    `${found}session({ "session": own }) {\n      void own;\n    }`,
    'session({ "session": own }) {\n      void own;\n      return own;\n    }',
  ],
  [
    "a name in brackets",
    `${found}session({ ["session"]: own }) {\n      void own;\n    }`,
    'session({ ["session"]: own }) {\n      void own;\n      return own;\n    }',
  ],
  [
    "a parameter behind `this`",
    `${found}session(this: void, { session }) {\n      void session;\n    }`,
    "session(this: void, { session }) {\n      void session;\n      return session;\n    }",
  ],
  [
    "a label of that name",
    body(`token: for (const one of list) { if (one) ${found}return; continue token; }`),
    body("token: for (const one of list) { if (one) return token; continue token; }"),
  ],
  [
    "blocks in blocks",
    body(`if (enabled) {\n        if (list.length > 1) {\n          ${found}return;\n        }\n      }`),
    body("if (enabled) {\n        if (list.length > 1) {\n          return token;\n        }\n      }"),
  ],
  [
    "a `try` with a `finally`",
    body(`try { if (enabled) ${found}return; } finally { await load(); }`),
    body("try { if (enabled) return token; } finally { await load(); }"),
  ],
  [
    "a function's own name that the parameter hides",
    `session: async function ${found}session({ session }) {\n      void session;\n    }`,
    "session: async function session({ session }) {\n      void session;\n      return session;\n    }",
  ],
  [
    "a function inside that has the name for itself",
    body(`list.forEach((token) => { if (token) return; });\n      if (enabled) ${found}return;`),
    body("list.forEach((token) => { if (token) return; });\n      if (enabled) return token;"),
  ],
  [
    "a type of that name",
    body(`{ type token = string; if (enabled) ${found}return; const one: token = "a"; void one; }`),
    body('{ type token = string; if (enabled) return token; const one: token = "a"; void one; }'),
  ],
  [
    "a comment after it",
    body(`if (enabled) ${found}return; // nothing to add`),
    body("if (enabled) return token; // nothing to add"),
  ],
  [
    "a comment inside it",
    body(`if (enabled) ${found}return /* nothing to add */;`),
    body("if (enabled) return token /* nothing to add */;"),
  ],
  [
    "a member of that name",
    body(`const one = { token: 1 };\n      if (one.token) ${found}return;`),
    body("const one = { token: 1 };\n      if (one.token) return token;"),
  ],
];

const silent: readonly Row[] = [
  [
    "a function inside that returns nothing, with the name as its parameter",
    body("list.forEach((token) => { if (token) return; });"),
  ],
  ["a getter inside", body("void { get one() { return; } };")],
  [
    "a method of a class inside",
    body("class One { run(token: string): void { if (token) return; } }\n      void One;"),
  ],
  [
    "a generator, which gives an iterator",
    "async *jwt({ token }: any) {\n      if (enabled) return;\n      yield token;\n    }",
  ],
  ["a generator that does not wait", "*jwt({ token }: any) {\n      if (enabled) return;\n      yield token;\n    }"],
  ["a path on which there is no token", body("if (!token) return null as never;")],
];

const rows = (all: readonly Row[]): MarkedProject[] =>
  all.map(([name, callback, fixed]) => {
    const member = (text: string): object => (/\bjwt\b[:(]/.test(text) ? { jwt: text } : { session: text });
    const parts = { head: `${head}\nexport const outside = 1;` };
    return {
      name,
      auth: { ...parts, ...member(callback) },
      ...(fixed !== undefined && { fixed: { "auth.ts": unmarked(authFile({ ...parts, ...member(fixed) })).text } }),
    };
  });

describe("a return is left to its author where the name means:", () => {
  test.each(rows(hidden))("$name", (one) => void checkMarked(one));
});

describe("a return is left to its author where the callback has only:", () => {
  test.each(rows(notTaken))("$name", (one) => void checkMarked(one));
});

describe("a missing return is added in spite of:", () => {
  test.each(rows(taken))("$name", (one) => void checkMarked(one));
});

describe("no return is missing with:", () => {
  test.each(rows(silent))("$name", (one) => void checkMarked(one));
});
