import { authJs, configFirst, configSecond } from "./auth-js.js";

/** Auth.js for Express. Tried with 0.5.0, 0.5.6, 0.6.1 and 0.12.3. */
export const authExpress = authJs({
  packageName: "@auth/express",
  majors: [0],
  entryPoints: [
    configFirst("ExpressAuth", "@auth/express"),
    { ...configSecond("getSession", "@auth/express"), calledByReaders: true },
  ],
  configType: "ExpressAuthConfig",
  types: "@auth/express",
  jwt: "@auth/core/jwt",
  keepsSessionInLocals: true,
});
