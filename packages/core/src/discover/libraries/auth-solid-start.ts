import { authJs, configFirst, configSecond } from "./auth-js.js";

/** Auth.js for SolidStart. Tried with 0.15.2 and 0.19.2. */
export const authSolidStart = authJs({
  packageName: "@auth/solid-start",
  majors: [0],
  since: { version: "0.15.2", older: "do not export the `Session` that a project augments" },
  entryPoints: [
    configFirst("SolidAuth", "@auth/solid-start"),
    { ...configSecond("getSession", "@auth/solid-start"), calledByReaders: true },
  ],
  configType: "SolidAuthConfig",
  types: "@auth/solid-start",
  jwt: "@auth/core/jwt",
  keepsSessionInLocals: true,
});
