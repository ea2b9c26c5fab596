import { authJs, configSecond } from "./auth-js.js";

/** Auth.js without a framework: `Auth(request, config)`. Tried with 0.41.3. */
export const authCore = authJs({
  packageName: "@auth/core",
  majors: [0],
  entryPoints: [configSecond("Auth", "@auth/core")],
  configType: "AuthConfig",
  types: "@auth/core/types",
  jwt: "@auth/core/jwt",
});
