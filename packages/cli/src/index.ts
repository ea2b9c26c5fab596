/** The command as a function, for the executable and for tests. */
export { main } from "./main.js";
export type { Output, Surroundings } from "./io.js";
export type { ExitCode } from "./exit.js";
