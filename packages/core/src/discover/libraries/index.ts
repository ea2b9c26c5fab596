import type { Library } from "../library.js";
import { authCore } from "./auth-core.js";
import { authExpress } from "./auth-express.js";
import { authQwik } from "./auth-qwik.js";
import { authSolidStart } from "./auth-solid-start.js";
import { authSvelteKit } from "./auth-sveltekit.js";
import { nextAuth4 } from "./next-auth-4.js";
import { nextAuth5 } from "./next-auth-5.js";
import { nuxtAuth } from "./nuxt-auth.js";

/** Every library the engine knows. A new one is one file beside this and one line here. */
export const libraries: readonly Library[] = [
  nextAuth4,
  nextAuth5,
  nuxtAuth,
  authSvelteKit,
  authExpress,
  authSolidStart,
  authQwik,
  authCore,
];
