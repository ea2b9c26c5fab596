import { authJs } from "./auth-js.js";

/** next-auth 5: Auth.js for Next.js. Tried with 5.0.0-beta.32. */
export const nextAuth5 = authJs({
  packageName: "next-auth",
  majors: [5],
  entryPoints: [
    {
      modules: ["next-auth"],
      exportName: "default",
      configArgument: (count) => (count === 1 ? 0 : undefined),
      readers: ["auth"],
    },
  ],
  configType: "NextAuthConfig",
  types: "next-auth",
  jwt: "next-auth/jwt",
  augmentationFile: "next-auth.d.ts",
});
