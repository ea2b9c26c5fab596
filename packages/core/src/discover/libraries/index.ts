import type { Library } from "../library.js";
import { nextAuth4 } from "./next-auth-4.js";
import { nuxtAuth } from "./nuxt-auth.js";

/** Every library the engine knows. A new one is one file beside this and one line here. */
export const libraries: readonly Library[] = [nextAuth4, nuxtAuth];
