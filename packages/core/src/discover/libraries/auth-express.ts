import { authJs, configOnly } from "./auth-js.js";

/** Auth.js for Express. Tried with 0.12.3. */
export const authExpress = authJs({
  packageName: "@auth/express",
  majors: [0],
  entryPoints: [
    configOnly("ExpressAuth", "@auth/express"),
    // getSession(req, config)
    {
      modules: ["@auth/express"],
      exportName: "getSession",
      calledByReaders: true,
      configArgument: (count) => (count === 2 ? 1 : undefined),
    },
  ],
  configType: "ExpressAuthConfig",
  types: "@auth/express",
  jwt: "@auth/core/jwt",
});
