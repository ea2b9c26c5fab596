import { describe, test } from "vitest";
import { checkTold } from "../support/told.js";

const names = [
  "a.b",
  "https://app.example/roles",
  "oeb:roles",
  "a b",
  "",
  "7",
  "-1",
  "it's",
  'say "so"',
  "a\\b",
  "é",
  "*/",
  "${a}",
  "constructor",
  "toString",
];

/** In every place where a name can stand, as code that writes `token[name]` and takes it into the session. */
const places: readonly (readonly [place: string, jwt: (name: string) => string, session: (name: string) => string])[] =
  [
    [
      "element access",
      (name) => `if (user) token[${name}] = user.id;`,
      (name) => `session.user[${name}] = token[${name}];`,
    ],
    [
      "a constant",
      (name) => `const key = ${name};\nif (user) token[key] = user.id;`,
      (name) => `const key = ${name};\nsession.user[key] = token[key];`,
    ],
    [
      "a literal",
      (name) => `if (user) return { ...token, ${name}: user.id };`,
      (name) => `return { ...session, user: { ...session.user, ${name}: token[${name}] } };`,
    ],
    [
      "a computed name of a literal",
      (name) => `if (user) return { ...token, [${name}]: user.id };`,
      (name) => `session.user = { ...session.user, [${name}]: token[${name}] };`,
    ],
    [
      "Object.assign",
      (name) => `if (user) Object.assign(token, { ${name}: user.id });`,
      (name) => `Object.assign(session.user, { ${name}: token[${name}] });`,
    ],
    [
      "a pattern",
      (name) => `if (user) ({ id: token[${name}] } = user);`,
      (name) => `const { ${name}: value } = token;\nsession.user[${name}] = value;`,
    ],
    [
      "a pattern with a computed name",
      (name) => `if (user) token[${name}] = user.id;`,
      (name) => `const { [${name}]: value } = token;\nsession.user[${name}] = value;`,
    ],
    [
      "a cast",
      (name) => `if (user) (token as any)[${name}] = user.id;`,
      (name) => `(session.user as any)[${name}] = token[${name}] as string;`,
    ],
  ];

describe.each(places)("a name that is no identifier, written by %s:", (_, jwt, session) => {
  test.each(names.filter((__, index) => index % 2 === places.findIndex(([one]) => one === _) % 2))("%j", (name) => {
    const text = JSON.stringify(name);
    checkTold({
      name,
      jwt: jwt(text),
      session: session(text),
      fields: [`JWT[${text}]: string`, `Session.user[${text}]: string`].map((field) =>
        /^[A-Za-z_$é]\w*$/.test(name) ? field.replace(`[${text}]`, `.${name}`) : field,
      ),
    });
  });
});

test.each(["a.b", "https://app.example/roles"])("a declared %j is not reported", (name) => {
  const text = JSON.stringify(name);
  checkTold({
    name,
    jwt: `if (user) token[${text}] = user.id;\nif (${text} in token) void token?.[${text}];`,
    session: `session.user[${text}] = token[${text}];`,
    declared: { user: [`${text}: string`], token: [`${text}: string`] },
    rules: [],
  });
});
