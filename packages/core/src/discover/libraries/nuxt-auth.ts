import type { Library } from "../library.js";
import { nextAuth4 } from "./next-auth-4.js";

/** nuxt-auth with its `authjs` provider: next-auth 4 behind a handler of its own. */
export const nuxtAuth: Library = {
  ...nextAuth4,
  packageName: "@sidebase/nuxt-auth",
  entryPoints: [
    {
      modules: ["#auth"],
      exportName: "NuxtAuthHandler",
      autoImportedAs: "NuxtAuthHandler",
      configArgument: (count) => (count >= 1 ? 0 : undefined),
    },
  ],
  configTypes: { modules: [], names: [] },
  givesReturnedSession: false,
};
