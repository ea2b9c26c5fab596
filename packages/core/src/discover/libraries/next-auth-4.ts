import { parametersOf, type CallbacksType, type Library } from "../library.js";

const callbacksType: CallbacksType = { module: "next-auth", exportName: "CallbacksOptions" };

/** next-auth 4, as read from the declarations and the source of 4.21.1 and 4.24.15. */
export const nextAuth4: Library = {
  packageName: "next-auth",
  typesPackage: "next-auth",
  majors: [4],
  entryPoints: [
    {
      modules: ["next-auth", "next-auth/next"],
      exportName: "default",
      // NextAuth(options) or NextAuth(req, res, options)
      configArgument: (count) => (count === 1 ? 0 : count >= 3 ? 2 : undefined),
    },
    {
      modules: ["next-auth", "next-auth/next"],
      exportName: "getServerSession",
      calledByReaders: true,
      // getServerSession(options) or getServerSession(req, res, options)
      configArgument: (count) => (count === 1 ? 0 : count >= 3 ? 2 : undefined),
    },
  ],
  configTypes: { modules: ["next-auth", "next-auth/next"], names: ["NextAuthOptions", "AuthOptions"] },
  specifiers: {
    Session: "next-auth",
    User: "next-auth",
    Profile: "next-auth",
    Account: "next-auth",
    JWT: "next-auth/jwt",
  },
  augmentationFile: "next-auth.d.ts",
  family: /^(?:next-auth|@auth\/[^/]+)(?:\/|$)|\/node_modules\/(?:next-auth|@auth\/core)(?:\/|$)/,
  callbacksType,
  callbackParameters: parametersOf(callbacksType),
  session: {
    fields: ["user", "expires"],
    userFields: ["name", "email", "image"],
    always: ["user"],
    holdsAdapterUser: false,
  },
  // `getServerSession(options)`
  givesReturnedSession: true,
  userBase: { exportName: "DefaultSession", type: 'DefaultSession["user"]' },
  user: { always: ["id"] },
  token: {
    // `sub` is set at sign-in from the user's id; name, email and picture may be null. iat, exp and jti are added when it is encoded.
    fields: ["name", "email", "picture", "sub", "iat", "exp", "jti"],
    always: ["sub"],
  },
};
