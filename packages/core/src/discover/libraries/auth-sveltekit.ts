import { authJs, configFirst } from "./auth-js.js";

/** Auth.js for SvelteKit. Tried with 0.6.0, 0.14.0 and 1.11.3. */
export const authSvelteKit = authJs({
  packageName: "@auth/sveltekit",
  majors: [0, 1],
  since: "0.6.0",
  entryPoints: [configFirst("SvelteKitAuth", "@auth/sveltekit")],
  configType: "SvelteKitAuthConfig",
  types: "@auth/sveltekit",
  jwt: "@auth/core/jwt",
  keepsSessionInLocals: true,
});
