import { authJs, configFirst } from "./auth-js.js";

/** Auth.js for SvelteKit. Tried with 0.10.0, 0.14.0 and 1.11.3. */
export const authSvelteKit = authJs({
  packageName: "@auth/sveltekit",
  majors: [0, 1],
  // `@auth/core` before 0.23.0 types the parameter of `session` as a union, and only one of its parts has a `token`.
  since: {
    version: "0.10.0",
    older:
      "do not export the `Session` that a project augments, or give the `session` callback a type from which its `token` cannot be taken",
  },
  entryPoints: [configFirst("SvelteKitAuth", "@auth/sveltekit")],
  configType: "SvelteKitAuthConfig",
  types: "@auth/sveltekit",
  jwt: "@auth/core/jwt",
  keepsSessionInLocals: true,
});
