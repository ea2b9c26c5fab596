import { authJs, configFirst } from "./auth-js.js";

/** Auth.js for SvelteKit. Tried with 0.10.0, 0.14.0 and 1.11.3. */
export const authSvelteKit = authJs({
  packageName: "@auth/sveltekit",
  majors: [0, 1],
  // `@auth/core` before 0.23.0 types the parameter of `session` as a union of which only one part has a `token`.
  since: { version: "0.10.0", older: "type the parameter of `session` so that nobody can take `token` from it" },
  entryPoints: [configFirst("SvelteKitAuth", "@auth/sveltekit")],
  configType: "SvelteKitAuthConfig",
  types: "@auth/sveltekit",
  jwt: "@auth/core/jwt",
  keepsSessionInLocals: true,
});
