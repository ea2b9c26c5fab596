import { authJs, configOnly } from "./auth-js.js";

/** Auth.js for SolidStart. Tried with 0.19.2. */
export const authSolidStart = authJs({
  packageName: "@auth/solid-start",
  majors: [0],
  entryPoints: [
    configOnly("SolidAuth", "@auth/solid-start"),
    // getSession(request, config)
    {
      modules: ["@auth/solid-start"],
      exportName: "getSession",
      calledByReaders: true,
      configArgument: (count) => (count === 2 ? 1 : undefined),
    },
  ],
  configType: "SolidAuthConfig",
  types: "@auth/solid-start",
  jwt: "@auth/core/jwt",
});
