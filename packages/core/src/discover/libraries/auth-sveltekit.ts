import { authJs, configFirst } from "./auth-js.js";

/** Auth.js for SvelteKit. Tried with 1.11.3. */
export const authSvelteKit = authJs({
  packageName: "@auth/sveltekit",
  majors: [1],
  entryPoints: [configFirst("SvelteKitAuth", "@auth/sveltekit")],
  configType: "SvelteKitAuthConfig",
  types: "@auth/sveltekit",
  jwt: "@auth/core/jwt",
});
