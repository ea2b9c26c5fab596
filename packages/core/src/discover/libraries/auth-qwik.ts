import { authJs, configFirst } from "./auth-js.js";

/** Auth.js for Qwik, which makes the config for each request. Tried with 0.9.1. */
export const authQwik = authJs({
  packageName: "@auth/qwik",
  majors: [0],
  entryPoints: [configFirst("QwikAuth$", "@auth/qwik")],
  configType: "QwikAuthConfig",
  types: "@auth/qwik",
  jwt: "@auth/core/jwt",
});
