import type { Parts, Surroundings } from "./body.js";
import { anyOf, text, type Kind } from "./text.js";

/** The function bodies of an auth file: of its callbacks, and of the helpers that they may call. */
export type BodyName = "jwt" | "session" | "stored" | "markToken" | "blendToken" | "markSession" | "blendSession";

const ofToken = {
  type: "JWT",
  names: ["plan", "role", "seats", "data"],
  helpers: ["markToken", "blendToken"],
};

const ofSession = {
  type: "Session",
  names: ["plan", "role", "seats", "id"],
  helpers: ["markSession", "blendSession"],
};

const signInConditions = [
  "@user",
  "@account",
  "@profile",
  "!@user",
  "@user && @account",
  "@account && @profile",
  '@trigger === "signIn"',
  '@trigger === "update"',
  '["signIn", "signUp"].includes(@trigger ?? "")',
  "@isNewUser",
  '@account?.provider === "github"',
  '@account?.type === "credentials"',
  "@user?.role",
  "@update",
  "@update?.plan",
  "@user && @trigger",
];

const tokenConditions = [
  "@token.sub",
  "@token.plan",
  "@token.email",
  '@token.role === "red"',
  "!@token.seats",
  "@token",
];

/** The session callback under `jwt`, where `user` is undefined. */
const inSession: Surroundings = {
  ...ofSession,
  whole: "@session",
  targets: ["@session.user", "@session", "@session.user!", "other"],
  values: [
    "@token.plan",
    "@token.role",
    "@token.sub",
    "@token.sub!",
    "@token.seats",
    "@token.email",
    "@token.data",
    "@session.user.name",
    "@token.sub as string",
  ],
  conditions: ["@session.user", "@session?.user && @token", ...tokenConditions],
  more: (parts) => [...users(parts), [1, text`Object.assign(${parts.target}, @token);`]],
};

export const surroundings: Readonly<Record<BodyName, Surroundings>> = {
  jwt: {
    ...ofToken,
    whole: "@token",
    targets: ["@token", "@token", "@token", "other"],
    values: [
      "@user?.id",
      "@user?.role",
      "@account?.access_token",
      "@account?.provider",
      "@profile?.sub",
      "@profile?.name",
      "@token.sub",
      "@token.email",
      "@token.plan",
      "@update?.plan",
      "@user",
    ],
    conditions: [...signInConditions, ...tokenConditions],
    more: ({ value, name, condition }) => [
      [1, text`if (@user) {\n@token.${name} = @user.${anyOf("id", "role", "name")};\n}`],
      [1, text`if (@account) @token.${name} = @account.access_token;`],
      [1, text`if (@trigger === "update") @token.${name} = @update.${name};`],
      [1, text`@token = { ...@token, ...@user };`],
      [1, text`Object.assign(@token, @user);`],
      [1, text`if (${condition}) return { ...@token, ...@user };`],
      [1, text`@token.data = { plan: ${value} };`],
      [1, text`(@token.data as any).${name} = ${value};`],
      [
        1,
        text`switch (@trigger) {\ncase "signIn":\ncase "signUp":\n@token.${name} = ${value};\nbreak;\ncase "update":\n@token.plan = ${value};\n}`,
      ],
    ],
  },
  session: inSession,
  stored: {
    ...inSession,
    values: ["@user.id", "@user.name", "@user.email", "@user.role", "@user?.id", "@session.user.name"],
    conditions: ["@session.user", "@user", "@session.user && @user", "@user.email", "@user.id"],
    more: users,
  },
  markToken: {
    ...ofToken,
    whole: "target",
    targets: ["target"],
    values: ["target.sub", "target.plan"],
    conditions: ["target.plan", "target.sub"],
  },
  blendToken: {
    ...ofToken,
    whole: "target",
    targets: ["target", "other"],
    values: ["target.email", "target.role"],
    conditions: ["target.role"],
  },
  markSession: {
    ...ofSession,
    whole: "target",
    targets: ["target.user!", "target"],
    values: ["target.expires"],
    conditions: ["target.user"],
  },
  blendSession: {
    ...ofSession,
    whole: "target",
    targets: ["target", "target.user!", "other"],
    values: ["target.user?.name"],
    conditions: ["target.user?.email"],
  },
};

/** Statements that use a session's user as a whole. */
function users({ value, name, condition, block }: Parts): Kind[] {
  return [
    [2, text`@session.user = { ...@session.user, ${name}: ${value} };`],
    [1, text`@session.user = { ${name}: ${value}, email: "a@b.c" };`],
    [1, text`return { ...@session, user: { ...@session.user, ${name}: ${value} } };`],
    [1, text`return { ...@session, user: { ${name}: ${value} }, plan: ${value} };`],
    [1, text`if (${condition}) return { expires: @session.expires, user: { ${name}: ${value} } };`],
    [1, text`if (@session.user) {\n@session.user.${name} = ${value};\n}`],
    [1, text`if (@session?.user) {\n${block}\n}`],
    [1, text`{\nconst { user } = @session;\nuser.${name} = ${value};\n}`],
  ];
}
